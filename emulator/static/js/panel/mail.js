// メール: the inboxes of everyone, by address.
import { get, post, remove } from "../api.js";
import { el, fill, linked } from "../dom.js";
import { clockTime, dayName } from "../time.js";
import { button, empty } from "./tools.js";

export class MailTab {
  static key = "mail";
  static title = "メール";

  constructor({ clock, badge }) {
    Object.assign(this, { clock, badge, messages: [], address: "", openId: null });
    this.addresses = el("select", { "aria-label": "メールアドレス", onchange: (event) => this.choose(event.target.value) });
    this.list = el("div", { class: "mail-list" });
    this.node = el("div", {},
      el("div", { class: "tool-row" }, this.addresses, button("空にする", () => this.clear(), "quiet")), this.list);
    this.refresh();
  }

  async refresh() {
    this.messages = await get("/mailbox/messages").catch(() => []);
    this.draw();
  }

  heard(event) {
    if (event.type === "mail") this.refresh();
  }

  choose(address) {
    this.address = address;
    this.draw();
  }

  async clear() {
    await remove("/mailbox/messages");
    await this.refresh();
  }

  draw() {
    const all = [...new Set(this.messages.flatMap((mail) => mail.to))].sort();
    const options = [["", "すべてのアドレス"], ...all.map((one) => [one, one])];
    if (!all.includes(this.address)) this.address = "";
    fill(this.addresses, options.map(([value, text]) => el("option", { value, selected: value === this.address }, text)));
    this.badge(this.messages.filter((mail) => !mail.read).length);
    const shown = this.messages.filter((mail) => !this.address || mail.to.includes(this.address)).reverse();
    if (shown.length) fill(this.list, shown.map((mail) => this.item(mail)));
    else fill(this.list, empty("届いたメールはここに表示されます。"));
  }

  item(mail) {
    const open = mail.id === this.openId;
    const at = Date.parse(mail.at);
    return el("article", { class: `mail${mail.read ? "" : " mail-new"}${open ? " mail-open" : ""}`, "data-mail": mail.id },
      el("button", { type: "button", class: "mail-head", "aria-expanded": String(open), onclick: () => this.open(mail) },
        el("span", { class: "mail-from" }, mail.from),
        el("time", {}, `${dayName(at, this.clock.now())} ${clockTime(at)}`),
        el("strong", { class: "mail-subject" }, mail.subject || "（件名なし）"),
        el("span", { class: "mail-to" }, `宛先：${mail.to.join("、")}`,
          mail.copies > 1 && el("span", { class: "mail-copies" }, `同じメールが${mail.copies}通届きました`))),
      open && el("div", { class: "mail-text" }, linked(mail.text)),
      open && mail.attachments?.length > 0 && el("p", { class: "mail-to" }, `添付：${mail.attachments.join("、")}`));
  }

  async open(mail) {
    this.openId = this.openId === mail.id ? null : mail.id;
    mail.read = true;
    this.draw();
    this.list.querySelector(`[data-mail="${CSS.escape(mail.id)}"] .mail-head`)?.focus();
    await post(`/mailbox/messages/${encodeURIComponent(mail.id)}/read`).catch(() => {});
  }
}

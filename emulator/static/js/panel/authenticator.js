// 認証アプリ: one-time codes by the emulator's clock.
import { get, post, remove } from "../api.js";
import { el, fill } from "../dom.js";
import { button, empty, Notice } from "./tools.js";

export class AuthenticatorTab {
  static key = "authenticator";
  static title = "認証アプリ";

  constructor({ clock }) {
    Object.assign(this, { clock, entries: [] });
    this.notice = new Notice();
    this.uri = el("input", { "aria-label": "otpauth のリンク", placeholder: "otpauth://totp/…", autocomplete: "off", spellcheck: "false" });
    this.qr = el("input", { type: "file", accept: "image/png,image/jpeg", class: "off-screen", tabindex: "-1", "aria-label": "QRコードの画像", onchange: () => this.readQr() });
    this.list = el("div", { class: "codes" });
    this.node = el("div", {}, this.list,
      el("form", { class: "tool-card", onsubmit: (event) => this.add(event) },
        el("h3", {}, "アカウントを追加"),
        el("p", { class: "hint" }, "設定ページの「認証アプリを開く」を右クリックして、リンクのアドレスをコピーし、ここに貼り付けます。QRコードの画像も使えます。"),
        el("div", { class: "tool-row" }, this.uri, el("button", { type: "submit", class: "tool-button strong" }, "追加")),
        button("QRコードの画像を読み取る", () => this.qr.click(), "quiet"), this.qr, this.notice.node));
    clock.onTick(() => this.tick());
    this.refresh();
  }

  async refresh() {
    this.entries = await get("/authenticator/entries").catch(() => []);
    this.draw();
  }

  heard(event) {
    if (event.type === "authenticator" || event.type === "clock") this.refresh();
  }

  async add(event) {
    event.preventDefault();
    const added = await this.notice.around(
      () => post("/authenticator/entries", { uri: this.uri.value.trim() }), (entry) => `「${entry.label}」を追加しました。`);
    if (added) this.uri.value = "";
    await this.refresh();
  }

  async readQr() {
    const form = new FormData();
    form.append("image", this.qr.files[0]);
    this.qr.value = "";
    await this.notice.around(() => post("/authenticator/entries", form), (entry) => `「${entry.label}」を追加しました。`);
    await this.refresh();
  }

  draw() {
    if (!this.entries.length) fill(this.list, empty("まだアカウントがありません。"));
    else fill(this.list, this.entries.toReversed().map((entry) => this.entry(entry))); // The newest is the one looked for.
    this.tick();
  }

  entry(entry) {
    const copy = async (event) => {
      const { target } = event;
      await navigator.clipboard?.writeText(entry.code).catch(() => {});
      target.textContent = "コピーしました";
      setTimeout(() => { target.textContent = "コピー"; }, 1500);
    };
    return el("article", { class: "code-card", "data-label": entry.label, "data-period": entry.period },
      el("div", { class: "code-name" }, el("strong", {}, entry.issuer || "（発行元なし）"), el("span", {}, entry.account)),
      el("div", { class: "code-line" },
        el("output", { class: "code", "aria-label": `${entry.label} のワンタイムパスワード` }, `${entry.code.slice(0, 3)} ${entry.code.slice(3)}`),
        el("progress", { class: "code-time", max: entry.period, value: 0, "aria-label": "残り時間" }),
        el("span", { class: "code-seconds" })),
      el("div", { class: "tool-row" }, button("コピー", copy), button("削除", () => this.drop(entry), "quiet")));
  }

  async drop(entry) {
    await this.notice.around(() => remove(`/authenticator/entries/${encodeURIComponent(entry.id)}`), "削除しました。");
    await this.refresh();
  }

  /** Moves the remaining seconds; fetches new codes when a period is over. */
  tick() {
    const seconds = this.clock.now() / 1000;
    for (const card of this.list?.querySelectorAll(".code-card") ?? []) {
      const period = Number(card.dataset.period);
      const left = Math.ceil(period - (seconds % period));
      card.querySelector("progress").value = left;
      card.querySelector(".code-seconds").textContent = `あと${left}秒`;
      card.classList.toggle("code-ending", left <= 5);
    }
    const step = Math.floor(seconds / 30);
    if (this.step !== undefined && this.step !== step && this.entries.length) this.refresh();
    this.step = step;
  }
}

// 障害: makes the platform misbehave on purpose.
import { get, post } from "../api.js";
import { el, fill } from "../dom.js";
import { button, empty, field, Notice, select } from "./tools.js";

const FAULTS = [
  ["rate", "429 回数制限"], ["monthly", "429 月の上限"], ["reserved", "429 混み合い"], ["error500", "500 サーバーの誤り"],
  ["timeout", "応答なし（時間切れ）"], ["reset", "接続が切れる（処理前）"], ["lost", "応答だけ失われる（処理後）"], ["delay", "遅い"],
];
const ENDPOINTS = [["*", "すべて"], ["push", "push"], ["reply", "reply"], ["multicast", "multicast"], ["profile", "profile"], ["content", "content"]];
const WEBHOOK = [
  ["duplicates", "同じ通知を送る回数（最大）", 1, 1], ["window", "順番を入れ替える幅（件）", 0, 1],
  ["drop", "通知が消える割合（0〜1）", 0, 0.05], ["delayMs", "通知の遅れ（ミリ秒）", 0, 50],
];

export class FaultsTab {
  static key = "faults";
  static title = "障害";

  constructor() {
    this.notice = new Notice();
    this.fault = select("起こすこと", FAULTS, "rate");
    this.endpoint = select("対象", ENDPOINTS, "*");
    this.probability = el("input", { type: "number", min: 0, max: 1, step: 0.1, value: 1 });
    this.count = el("input", { type: "number", min: 1, placeholder: "ずっと" });
    this.list = el("ul", { class: "fault-list" });
    this.webhook = WEBHOOK.map(([key, name, least, step]) => [key, name, el("input", { type: "number", min: least, step, value: least })]);
    this.redelivery = el("input", { type: "checkbox" });
    this.node = el("div", {},
      el("form", { class: "tool-card", onsubmit: (event) => this.add(event) },
        el("h3", {}, "ボットからの呼び出しに起こすこと"),
        el("div", { class: "field-grid" }, this.fault, this.endpoint,
          field("起こる割合（0〜1）", this.probability), field("回数", this.count)),
        el("button", { type: "submit", class: "tool-button strong" }, "加える"), this.list),
      el("form", { class: "tool-card", onsubmit: (event) => this.setWebhook(event) },
        el("h3", {}, "ボットへの通知（webhook）に起こすこと"),
        el("div", { class: "field-grid" }, this.webhook.map(([, name, input]) => field(name, input)),
          field("届かなければ再送する", this.redelivery)),
        el("button", { type: "submit", class: "tool-button strong" }, "反映する")),
      button("すべて元に戻す", () => this.change({ reset: true }, "元に戻しました。"), "quiet"), this.notice.node);
    this.refresh();
  }

  heard(event) {
    if (event.type === "switches") this.refresh();
  }

  async refresh() {
    const switches = await get("/emulator/switches").catch(() => null);
    if (switches) this.draw(switches);
  }

  draw({ api = [], webhook = {} }) {
    this.api = api;
    const names = Object.fromEntries(FAULTS);
    fill(this.list, api.length ? api.map((one, index) => el("li", {},
      `${names[one.fault] ?? one.fault}：${one.endpoint ?? "*"}、割合 ${one.probability ?? 1}、${one.count ? `${one.count}回` : "ずっと"}`,
      button("やめる", () => this.change({ api: api.filter((_, at) => at !== index) }, "やめました。"), "quiet"))) : empty("いまは何も起こしていません。"));
    for (const [key, , input] of this.webhook) {
      if (document.activeElement !== input && webhook[key] !== undefined) input.value = webhook[key];
    }
    this.redelivery.checked = Boolean(webhook.redelivery);
  }

  async change(body, words) {
    const switches = await this.notice.around(() => post("/emulator/switches", body), words);
    if (switches) this.draw(switches);
  }

  add(event) {
    event.preventDefault();
    const value = (label) => label.querySelector("select").value;
    const fault = { fault: value(this.fault), endpoint: value(this.endpoint), probability: Number(this.probability.value) };
    if (this.count.value) fault.count = Number(this.count.value);
    return this.change({ api: [...(this.api ?? []), fault] }, "加えました。");
  }

  setWebhook(event) {
    event.preventDefault();
    const webhook = Object.fromEntries(this.webhook.map(([key, , input]) => [key, Number(input.value)]));
    return this.change({ webhook: { ...webhook, redelivery: this.redelivery.checked } }, "反映しました。");
  }
}

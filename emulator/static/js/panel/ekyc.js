// 本人確認会社: what the vendor's operator sees and may send.
import { get, post } from "../api.js";
import { el, fill } from "../dom.js";
import { clockTime, dayName } from "../time.js";
import { button, empty, Notice } from "./tools.js";

const STATUSES = [
  ["method_chosen", "方式選択済"], ["information_registered", "情報登録済"], ["in_progress", "本人確認中"],
  ["passed", "合格"], ["failed", "不合格"],
];
const NAME = Object.fromEntries(STATUSES);
const METHODS = { photo: "写真と容貌", ic: "マイナンバーカード（IC）" };

export class EkycTab {
  static key = "ekyc";
  static title = "本人確認会社";

  constructor({ clock }) {
    this.clock = clock;
    this.notice = new Notice();
    this.list = el("div", {});
    this.node = el("div", {}, el("p", { class: "hint" },
      "本人確認会社の担当者の画面です。押した結果は、署名をつけて依頼元に通知します。"), this.notice.node, this.list);
    this.refresh();
  }

  heard(event) {
    if (event.type === "ekyc") this.refresh();
  }

  async refresh() {
    const sessions = await get("/ekyc/sessions").catch(() => []);
    if (!sessions.length) fill(this.list, empty("本人確認の申込みはまだありません。"));
    else fill(this.list, sessions.toReversed().map((session) => this.session(session)));
  }

  session(session) {
    const send = (body, words) => this.notice.around(
      () => post(`/ekyc/sessions/${encodeURIComponent(session.reference)}/status`, body), words).then(() => this.refresh());
    return el("article", { class: "tool-card", "data-reference": session.reference },
      el("div", { class: "ekyc-head" }, el("strong", {}, session.reference),
        el("span", { class: `pill pill-${session.status ?? "none"}` }, NAME[session.status] ?? "開始前")),
      el("p", { class: "hint" }, `方式：${METHODS[session.method] ?? session.method}`),
      el("div", { class: "button-grid" }, STATUSES.map(([status, name]) =>
        button(name, () => send({ status }, `「${name}」を通知します。`), status === session.status ? "current" : ""))),
      el("details", {}, el("summary", {}, "わざと変な通知を送る"),
        el("div", { class: "button-grid" },
          button("同じ通知を2回送る", () => send({ status: session.status ?? "in_progress", times: 2 }, "同じ通知を2回送ります。")),
          button("順番を逆にして送る", () => send({ status: "passed", out_of_order: true }, "「合格」のあとに「本人確認中」が届きます。")),
          button("署名を間違えて送る", () => send({ status: "passed", bad_signature: true }, "間違った署名で送ります。")))),
      this.callbacks(session.callbacks ?? []));
  }

  callbacks(callbacks) {
    return el("ol", { class: "callbacks" }, callbacks.slice(-8).toReversed().map((one) => {
      const at = Date.parse(one.at);
      return el("li", {}, el("time", {}, `${dayName(at, this.clock.now())} ${clockTime(at)}`),
        ` ${one.sequence}. ${NAME[one.status] ?? one.status}`,
        one.bad_signature && "（署名違い）", el("span", { class: `pill pill-${one.state}` }, delivery(one)));
    }));
  }
}

function delivery({ state, http_status: code, attempts }) {
  if (state === "delivered") return `届きました（${code}）`;
  if (state === "given_up") return `あきらめました（${code ?? "応答なし"}、${attempts}回）`;
  return attempts ? `再送待ち（${code ?? "応答なし"}、${attempts}回）` : "送信中";
}

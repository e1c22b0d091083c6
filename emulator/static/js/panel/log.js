// 通信記録: every call between the bot and the platform.
import { get } from "../api.js";
import { el, fill } from "../dom.js";
import { field, select } from "./tools.js";

const SHOWN = 200;
const KINDS = [["", "すべて"], ["api", "ボット → LINE"], ["webhook", "LINE → ボット"], ["switch", "障害・時計"]];
const ARROWS = { api: "→", webhook: "←", switch: "⚙" };
const SECONDS = new Intl.DateTimeFormat("ja-JP", { timeZone: "Asia/Tokyo", timeStyle: "medium" });

export class LogTab {
  static key = "log";
  static title = "通信記録";

  constructor() {
    Object.assign(this, { next: 0, entries: [] });
    this.kind = select("種類", KINDS, "");
    this.kind.addEventListener("change", () => this.draw());
    this.refused = el("input", { type: "checkbox", onchange: () => this.draw() });
    this.list = el("ol", { class: "log" });
    this.node = el("div", {}, el("div", { class: "tool-row log-filter" }, this.kind, field("失敗だけ", this.refused)), this.list);
  }

  shown(shown) {
    clearInterval(this.timer);
    if (!shown) return;
    this.refresh();
    this.timer = setInterval(() => this.refresh(), 2000);
  }

  async refresh() {
    const answer = await get(`/emulator/log?since=${this.next}`).catch(() => null);
    if (!answer) return;
    // A server that began anew counts from the start again.
    if (answer.next < this.next) {
      Object.assign(this, { next: 0, entries: [], drawn: false });
      return;
    }
    const known = new Set(this.entries.map((entry) => entry.seq));
    const fresh = answer.entries.filter((entry) => !known.has(entry.seq));
    this.next = answer.next ?? this.next;
    if (!fresh.length && this.drawn) return;
    this.entries = [...this.entries, ...fresh].slice(-SHOWN);
    this.draw();
  }

  draw() {
    this.drawn = true;
    const kind = this.kind.querySelector("select").value;
    const open = new Set([...this.list.querySelectorAll("details[open]")].map((one) => one.dataset.seq));
    const shown = this.entries.filter((entry) =>
      (!kind || entry.kind === kind) && (!this.refused.checked || !(entry.status >= 200 && entry.status < 300)));
    fill(this.list, shown.toReversed().map((entry) => el("li", {}, line(entry, open.has(String(entry.seq))))),
      !shown.length && el("li", { class: "empty" }, "まだ記録はありません。"));
  }
}

function line(entry, open) {
  const good = entry.status >= 200 && entry.status < 300;
  return el("details", { open, "data-seq": entry.seq },
    el("summary", {},
      el("time", {}, SECONDS.format(Date.parse(entry.at))),
      el("span", { class: `log-kind log-${entry.kind}`, title: entry.kind }, ARROWS[entry.kind] ?? "・"),
      el("span", { class: `log-status ${good ? "log-good" : "log-bad"}` }, entry.status ?? "—"),
      el("span", { class: "log-path" }, `${entry.method ?? ""} ${short(entry.path ?? entry.endpoint ?? "")}`),
      entry.reason && el("span", { class: "log-reason" }, entry.reason)),
    el("pre", {}, pretty(entry)));
}

function short(path) {
  try {
    return path.startsWith("http") ? new URL(path).pathname : path;
  } catch {
    return path;
  }
}

function pretty({ ms, requestId, request, response }) {
  const text = [`${ms ?? "?"} ms  ${requestId ?? ""}`, "― 送られたもの", show(request), "― 返されたもの", show(response)].join("\n");
  return text.length > 6000 ? `${text.slice(0, 6000)}…` : text;
}

const show = (value) => (typeof value === "string" ? value : JSON.stringify(value ?? null, null, 1));

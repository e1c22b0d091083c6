// The talk: bubbles in order, days between them, 既読, and the three dots.
import { el } from "../dom.js";
import { draw, isWide } from "../messages/draw.js";
import { picture } from "../picture.js";
import { clockTime, dayKey, dayName } from "../time.js";

export class Talk {
  /** `menuOf(item)` is called when a person asks for what can be done with a bubble of theirs. */
  constructor(bot, act, now, menuOf) {
    Object.assign(this, { bot, act, now, menuOf, last: null, read: 0, rows: new Map() });
    this.dots = el("li", { class: "row row-bot loading", "aria-label": "入力中", hidden: true },
      el("div", { class: "avatar" }, mark(bot)),
      el("div", { class: "bubble dots" }, el("i", {}), el("i", {}), el("i", {})));
    this.list = el("ol", { class: "talk-list" }, this.dots);
    this.node = el("div", {
      class: "talk", role: "log", "aria-live": "polite", "aria-label": "トーク", tabindex: "0",
    }, this.list);
    // Pictures arrive late and make the list grow; the newest bubble should stay in sight.
    this.node.addEventListener("load", () => this.atEnd && this.toEnd(), true);
    this.node.addEventListener("scroll", () => { this.atEnd = this.distance() < 80; }, { passive: true });
    this.atEnd = true;
  }

  distance() {
    return this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight;
  }

  toEnd() {
    this.atEnd = true;
    this.node.scrollTop = this.node.scrollHeight;
  }

  /** Adds one item; the same one twice is shown once. */
  add(item) {
    if (this.rows.has(item.seq)) return this.change(item);
    const at = Date.parse(item.at);
    if (!this.last || dayKey(Date.parse(this.last.at)) !== dayKey(at)) this.dots.before(this.dayMark(at));
    const follows = this.last && this.last.from === item.from && sameSender(this.last, item) && sameMinute(this.last, item);
    if (follows) this.rows.get(this.last.seq)?.classList.add("row-followed");
    const row = this.row(item, follows);
    this.rows.set(item.seq, row);
    this.dots.before(row);
    if (item.from === "bot") this.loading(0);
    this.last = item;
    if (item.from === "user" || this.atEnd) this.toEnd();
  }

  change(item) {
    const old = this.rows.get(item.seq);
    const row = this.row(item, old.classList.contains("row-follows"));
    old.replaceWith(row);
    this.rows.set(item.seq, row);
  }

  dayMark(at) {
    return el("li", { class: "day" }, el("time", {}, dayName(at, this.now())));
  }

  row(item, follows) {
    const make = { bot: botRow, user: userRow, system: systemRow }[item.from] || systemRow;
    const row = make(item, this);
    row.dataset.item = item.id ?? "";
    row.dataset.seq = item.seq;
    row.dataset.type = item.message.type;
    if (follows) row.classList.add("row-follows");
    if (item.from === "user" && (item.read || item.seq <= this.read)) row.classList.add("row-read");
    return row;
  }

  /** Everything the person wrote up to this number has been read. */
  markRead(seq) {
    this.read = Math.max(this.read, seq);
    for (const [number, row] of this.rows) {
      if (number <= this.read && row.classList.contains("row-user")) row.classList.add("row-read");
    }
  }

  /** Shows the three dots for so many seconds; 0 takes them away. */
  loading(seconds) {
    clearTimeout(this.timer);
    this.dots.hidden = !(seconds > 0);
    if (seconds > 0) {
      this.timer = setTimeout(() => this.loading(0), seconds * 1000);
      if (this.atEnd) this.toEnd();
    }
  }
}

const sameMinute = (one, other) => clockTime(Date.parse(one.at)) === clockTime(Date.parse(other.at));
const sameSender = (one, other) => one.message.sender?.name === other.message.sender?.name;

/** The account's round picture: its first letter, for there is no photograph. */
export function mark(bot) {
  return el("span", { class: "mark", "aria-hidden": "true" }, [...(bot.displayName || "公")][0]);
}

function meta(item) {
  return el("div", { class: "meta" },
    item.from === "user" && el("span", { class: "read-mark" }, "既読"),
    el("time", { datetime: item.at }, clockTime(Date.parse(item.at))));
}

function botRow(item, talk) {
  if (item.unsent) return systemRow({ ...item, message: { type: "text", text: `${talk.bot.displayName}がメッセージの送信を取り消しました` } }, talk);
  const { sender } = item.message;
  const face = sender?.iconUrl ? picture(sender.iconUrl, { ratio: "1:1" }) : mark(talk.bot);
  const name = sender?.name ? `${sender.name} from ${talk.bot.displayName}` : talk.bot.displayName;
  const body = guarded(item.message, talk.act);
  return el("li", { class: `row row-bot${isWide(item.message) ? " row-wide" : ""}` },
    el("div", { class: "avatar" }, face),
    el("div", { class: "said" },
      el("span", { class: "sender" }, name),
      el("div", { class: "said-line" }, body, meta(item))));
}

function userRow(item, talk) {
  if (item.unsent) return systemRow({ ...item, message: { type: "text", text: "メッセージの送信を取り消しました" } }, talk);
  const body = guarded(item.message, talk.act);
  const more = el("button", {
    type: "button", class: "row-more", "aria-label": "このメッセージの操作", "data-quiet": true, onclick: () => talk.menuOf(item),
  }, "⋯");
  return el("li", { class: "row row-user" }, item.postback ? null : more, meta(item), body);
}

function systemRow(item) {
  return el("li", { class: "row-system" }, el("span", {}, item.message.text ?? ""));
}

/** One message that cannot be drawn must not take the talk with it. */
function guarded(message, act) {
  try {
    return draw(message, act);
  } catch (problem) {
    console.error("could not draw", message, problem);
    return el("div", { class: "bubble bubble-text" }, message.altText || message.text || "表示できないメッセージです");
  }
}

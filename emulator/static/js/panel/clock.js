// 時計: the time everyone in the demo believes in.
import { get, post } from "../api.js";
import { el, fill } from "../dom.js";
import { fromLocalInput, fullDay, localInput } from "../time.js";
import { button, field, Notice } from "./tools.js";

const STEPS = [["+1分", 60], ["+30分", 1800], ["+1時間", 3600], ["+1日", 86400], ["+1週間", 604800]];
const SECONDS = new Intl.DateTimeFormat("ja-JP", { timeZone: "Asia/Tokyo", timeStyle: "medium" });

export class ClockTab {
  static key = "clock";
  static title = "時計";

  constructor({ clock }) {
    this.clock = clock;
    this.notice = new Notice();
    this.day = el("span", { class: "clock-day" });
    this.time = el("span", { class: "clock-time" });
    this.real = el("p", { class: "hint" });
    this.input = el("input", { type: "datetime-local", step: "60", required: true });
    this.node = el("div", {},
      el("div", { class: "clock-face", role: "timer", "aria-label": "いまの時刻（日本時間）" }, this.day, this.time), this.real,
      el("div", { class: "button-grid" },
        STEPS.map(([name, seconds]) => button(name, () => this.move({ advance: seconds }))),
        button("+1か月", () => this.move({ now: nextMonth(this.clock.now()) }))),
      el("form", { class: "tool-card", onsubmit: (event) => this.jump(event) },
        field("好きな日時にする（日本時間）", this.input),
        el("div", { class: "tool-row" },
          el("button", { type: "submit", class: "tool-button strong" }, "この日時にする"),
          button("本当の時刻に戻す", () => this.back(), "quiet"))),
      this.notice.node);
    clock.onTick(() => this.tick());
    this.input.value = localInput(clock.now());
  }

  tick() {
    const now = this.clock.now();
    this.day.textContent = fullDay(now);
    this.time.textContent = SECONDS.format(now);
    const ahead = Math.round((now - Date.now()) / 60000);
    fill(this.real, ahead ? `本当の時刻から ${spoken(ahead)} ずれています。` : "本当の時刻と同じです。");
  }

  async move(body) {
    const answer = await this.notice.around(() => post("/emulator/clock", body), "時計を動かしました。");
    if (!answer) return;
    this.clock.set(answer.now);
    this.input.value = localInput(this.clock.now());
  }

  jump(event) {
    event.preventDefault();
    return this.move({ now: new Date(fromLocalInput(this.input.value)).toISOString() });
  }

  async back() {
    const { offset } = await get("/emulator/clock");
    await this.move({ advance: -offset });
  }
}

/** The same time next month in Japan; the 31st becomes the last day there is. */
export function nextMonth(now) {
  const [day, time] = localInput(now).split("T");
  const [year, month, date] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const at = new Date(Date.UTC(year, month, Math.min(date, last)));
  return new Date(fromLocalInput(`${at.toISOString().slice(0, 10)}T${time}`)).toISOString();
}

function spoken(minutes) {
  const way = minutes > 0 ? "先に" : "前に";
  const size = Math.abs(minutes);
  if (size < 60) return `${size}分 ${way}`;
  if (size < 1440) return `約${Math.round(size / 60)}時間 ${way}`;
  return `約${Math.round(size / 1440)}日 ${way}`;
}

// Times as the phone shows them: always Japan's, whatever the computer's own zone.

const ZONE = "Asia/Tokyo";
const format = (options) => new Intl.DateTimeFormat("ja-JP", { timeZone: ZONE, ...options });

const CLOCK = format({ hour: "2-digit", minute: "2-digit", hour12: false });
const DAY = format({ month: "numeric", day: "numeric", weekday: "short" });
const FULL = format({ year: "numeric", month: "long", day: "numeric", weekday: "short" });
const ISO_DAY = new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE });
const ISO = new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE, dateStyle: "short", timeStyle: "short" });

/** 14:05 */
export const clockTime = (ms) => CLOCK.format(ms);
/** 2026-07-04, to compare days. */
export const dayKey = (ms) => ISO_DAY.format(ms);
/** 2026年7月4日(土) */
export const fullDay = (ms) => FULL.format(ms);
/** 2026-07-04T14:05, as an input of type datetime-local wants it. */
export const localInput = (ms) => ISO.format(ms).replace(" ", "T");

/** 今日, 昨日 or 7月4日(土), seen from `now`. */
export function dayName(ms, now) {
  if (dayKey(ms) === dayKey(now)) return "今日";
  if (dayKey(ms) === dayKey(now - 86400000)) return "昨日";
  return DAY.format(ms);
}

/** What a person typed as Japanese time, in milliseconds. */
export const fromLocalInput = (text) => Date.parse(`${text}:00+09:00`);

// The date and time picker of a datetimepicker action.
import { el } from "../dom.js";
import { localInput } from "../time.js";
import { openSheet } from "./sheet.js";

const KINDS = { date: ["date", "日付"], time: ["time", "時刻"], datetime: ["datetime-local", "日時"] };

/** LINE writes a small t or none; inputs want a large one. */
const value = (text) => (text || "").toUpperCase();

/** Asks for a moment; calls `chosen({date|time|datetime})` once it is one the action allows. */
export function pickMoment(screen, action, now, chosen) {
  const [type, name] = KINDS[action.mode] || KINDS.date;
  const today = localInput(now);
  const start = { date: today.slice(0, 10), time: today.slice(11), "datetime-local": today }[type];
  const input = el("input", {
    type, required: true, "aria-label": name, class: "picker-input",
    min: value(action.min), max: value(action.max), step: type === "date" ? null : "60",
  });
  input.value = value(action.initial) || within(start, value(action.min), value(action.max));
  const complaint = el("p", { class: "sheet-error", role: "alert" });
  const close = openSheet(screen, action.label || `${name}を選択`, el("form", {
    class: "picker", novalidate: true,
    onsubmit: (event) => {
      event.preventDefault();
      if (!input.checkValidity()) complaint.textContent = problem(input);
      else {
        close();
        chosen({ [action.mode]: input.value.slice(0, 16) });
      }
    },
  },
  el("label", {}, el("span", { class: "picker-label" }, `${name}を選んでください`), input),
  range(action), complaint,
  el("div", { class: "sheet-buttons" },
    el("button", { type: "button", class: "plain", onclick: () => close() }, "キャンセル"),
    el("button", { type: "submit", class: "strong" }, "送信"))));
}

const within = (start, min, max) => (min && start < min ? min : max && start > max ? max : start);

const spoken = (text) => value(text).replaceAll("-", "/").replace("T", " ");

function range({ min, max }) {
  if (!min && !max) return null;
  return el("p", { class: "sheet-text" }, `選べる範囲：${spoken(min)} 〜 ${spoken(max)}`);
}

function problem(input) {
  const { rangeUnderflow, rangeOverflow } = input.validity;
  if (rangeUnderflow) return `${spoken(input.min)} 以降を選んでください。`;
  if (rangeOverflow) return `${spoken(input.max)} までの中から選んでください。`;
  return "正しい日付・時刻を入れてください。";
}

// The sheet that slides up over a phone's screen: pickers, menus, questions.
import { el } from "../dom.js";

/** Opens a sheet on a phone's screen; returns a function that closes it. Escape and the shade close it too. */
export function openSheet(screen, title, content, { onClose = null } = {}) {
  const before = document.activeElement;
  const shade = el("div", { class: "shade" });
  const close = () => {
    if (!shade.isConnected) return;
    shade.remove();
    onClose?.();
    if (before?.isConnected) before.focus({ preventScroll: true });
  };
  const sheet = el("div", { class: "sheet", role: "dialog", "aria-modal": "true", "aria-label": title },
    el("h2", { class: "sheet-title" }, title), content);
  shade.append(sheet);
  shade.addEventListener("click", (event) => event.target === shade && close());
  shade.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (event.key === "Tab") keepInside(event, sheet);
  });
  screen.append(shade);
  (sheet.querySelector("input, select, button:not([data-quiet])") ?? sheet).focus({ preventScroll: true });
  return close;
}

function keepInside(event, sheet) {
  const stops = [...sheet.querySelectorAll("input, select, button, a[href], textarea")].filter((one) => !one.disabled);
  if (!stops.length) return;
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  if (document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0]).focus();
}

/** A column of choices: [[label, what to do, extra class], …]. */
export function choices(rows, close) {
  return el("div", { class: "sheet-choices" }, rows.map(([label, deed, look = ""]) =>
    el("button", {
      type: "button", class: `sheet-choice ${look}`,
      onclick: () => {
        close();
        deed?.();
      },
    }, label)));
}

/** Asks before something; resolves to true or false. */
export function question(screen, title, text, { yes = "OK", no = "キャンセル", danger = false } = {}) {
  return new Promise((resolve) => {
    let answer = false;
    const close = openSheet(screen, title, el("div", {},
      text && el("p", { class: "sheet-text" }, text),
      el("div", { class: "sheet-buttons" },
        el("button", { type: "button", class: "plain", onclick: () => close() }, no),
        el("button", {
          type: "button", class: danger ? "danger" : "strong",
          onclick: () => {
            answer = true;
            close();
          },
        }, yes))), { onClose: () => resolve(answer) });
  });
}

/** A short word at the foot of the screen that goes by itself. */
export function toast(screen, text) {
  screen.querySelector(".toast")?.remove();
  const node = el("div", { class: "toast", role: "status" }, text);
  screen.append(node);
  setTimeout(() => node.remove(), 2600);
}

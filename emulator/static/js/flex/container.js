// A flex message: one bubble, or a carousel of them.
import { el, setStyles } from "../dom.js";
import { component, tappable } from "./components.js";
import { colour } from "./sizes.js";

const SIZES = ["nano", "micro", "deca", "hecto", "kilo", "mega", "giga"];

/** The message's bubbles as nodes. Taps go to `act`. */
export function flexMessage(message, act) {
  const contents = message.contents || {};
  const node = contents.type === "carousel" ? carousel(contents, act) : bubble(contents, act);
  return el("div", { class: "flex-message", role: "group", "aria-label": message.altText || "メッセージ" }, node);
}

function carousel(contents, act) {
  const bubbles = (contents.contents || []).map((one) => bubble(one, act));
  return el("div", { class: "strip fx-carousel", tabindex: "0", role: "list", "aria-label": "横に動かせるカード" },
    bubbles.map((one) => {
      one.setAttribute("role", "listitem");
      return one;
    }));
}

function bubble(part, act) {
  const size = SIZES.includes(part.size) ? part.size : "mega";
  const node = el("div", { class: `fx-bubble fx-size-${size}` });
  if (part.direction === "rtl") node.dir = "rtl";
  const parts = ["header", "hero", "body", "footer"].filter((name) => part[name]);
  parts.forEach((name, index) => node.append(block(part, name, index > 0, act)));
  if (part.footer) node.classList.add("fx-has-footer");
  return tappable(node, { action: part.action }, act);
}

function block(part, name, after, act) {
  const node = el("div", { class: `fx-block fx-${name}` }, component(part[name], "vertical", act));
  const style = part.styles?.[name];
  setStyles(node, { "background-color": colour(style?.backgroundColor) });
  if (style?.separator && after) {
    node.classList.add("fx-ruled");
    setStyles(node, { "border-top-color": colour(style.separatorColor) });
  }
  return node;
}

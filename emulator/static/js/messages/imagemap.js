// Imagemaps: one picture with areas to tap.
import { el, setStyles } from "../dom.js";
import { picture } from "../picture.js";

export function imagemapMessage(message, act) {
  const { width = 1040, height = 1040 } = message.baseSize || {};
  const frame = picture(`${message.baseUrl}/1040`, { ratio: `${width}:${height}`, alt: message.altText || "" });
  frame.classList.add("imagemap");
  for (const action of message.actions || []) frame.append(area(action, width, height, act));
  return frame;
}

/** A tappable rectangle over a picture, in per cent so that it follows every size. */
export function rectangle(node, bounds, width, height) {
  const share = (part, whole) => `${(100 * part) / whole}%`;
  setStyles(node, {
    left: share(bounds.x, width), top: share(bounds.y, height),
    width: share(bounds.width, width), height: share(bounds.height, height),
  });
  return node;
}

function area(action, width, height, act) {
  const button = el("button", {
    type: "button", class: "tap-area", "aria-label": action.label || action.text || action.linkUri || "ボタン",
    onclick: () => act(asAction(action)),
  });
  return rectangle(button, action.area || { x: 0, y: 0, width: 0, height: 0 }, width, height);
}

/** Imagemap actions have fields of their own for the address. */
function asAction(action) {
  return action.type === "uri" ? { type: "uri", uri: action.linkUri, label: action.label } : action;
}

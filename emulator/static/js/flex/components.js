// The leaves of a flex message: text, span, image, icon, button, separator, filler, video.
import { el, setStyles } from "../dom.js";
import { icon as drawing } from "../icons.js";
import { picture } from "../picture.js";
import { box } from "./box.js";
import { colour, imageSize, length, space, textSize } from "./sizes.js";

const WEIGHT = { bold: "700", regular: "400" };

/** The component drawn, or nothing for a type that does not exist. Taps go to `act`. */
export function component(part, parent, act) {
  const draw = (child, layout) => component(child, layout, act);
  const make = COMPONENTS[part?.type];
  if (!make) return null;
  const node = make(part, draw, parent, act);
  return tappable(node, part, act);
}

/** Makes anything that carries an action a button for mouse, touch and keyboard. */
export function tappable(node, part, act) {
  if (!part.action || part.type === "button") return node;
  node.classList.add("fx-tappable");
  node.setAttribute("role", "button");
  node.tabIndex = 0;
  if (part.action.label) node.setAttribute("aria-label", part.action.label);
  const go = (event) => {
    event.stopPropagation();
    event.preventDefault();
    act(part.action);
  };
  node.addEventListener("click", go);
  node.addEventListener("keydown", (event) => event.key === "Enter" && go(event));
  return node;
}

function text(part) {
  const node = el("div", { class: "fx-text" });
  if (part.wrap) node.classList.add("fx-wrap");
  const inner = el("span", { class: "fx-words" });
  if (part.contents?.length) inner.append(...part.contents.filter((span) => span.type === "span").map(span));
  else inner.textContent = part.text ?? "";
  node.append(inner);
  setStyles(node, { ...letters(part), "text-align": part.align });
  if (part.wrap && part.maxLines > 0) {
    node.classList.add("fx-clamped");
    setStyles(inner, { "-webkit-line-clamp": String(part.maxLines) });
  }
  if (length(part.lineSpacing)) setStyles(node, { "line-height": `calc(1.4em + ${part.lineSpacing})` });
  return node;
}

function span(part) {
  const node = el("span", {}, part.text ?? "");
  setStyles(node, letters(part));
  return node;
}

function letters(part) {
  return {
    "font-size": textSize(part.size),
    "font-weight": WEIGHT[part.weight],
    "font-style": part.style === "italic" ? "italic" : null,
    "text-decoration": ["underline", "line-through"].includes(part.decoration) ? part.decoration : null,
    color: colour(part.color),
  };
}

function image(part) {
  const frame = el("div", { class: `fx-image fx-align-${part.align || "center"}` });
  const field = picture(part.url, { mode: part.aspectMode || "fit", ratio: part.aspectRatio || "1:1" });
  setStyles(field, { width: imageSize(part.size ?? "md"), "background-color": colour(part.backgroundColor) });
  frame.append(field);
  return frame;
}

function icon(part) {
  const field = picture(part.url, { mode: "fit", ratio: part.aspectRatio || "1:1" });
  field.classList.add("fx-icon");
  const [wide, high] = (part.aspectRatio || "1:1").split(":").map(Number);
  const size = textSize(part.size ?? "md");
  setStyles(field, { height: size, width: `calc(${size} * ${wide / high || 1})` });
  return field;
}

function button(part, draw, parent, act) {
  const style = ["primary", "secondary", "link"].includes(part.style) ? part.style : "link";
  const node = el("button", {
    type: "button",
    class: `fx-button fx-${style} fx-height-${part.height === "sm" ? "sm" : "md"}`,
    onclick: (event) => {
      event.stopPropagation();
      act(part.action);
    },
  }, part.action?.label ?? "");
  setStyles(node, { [style === "link" ? "color" : "background-color"]: colour(part.color) });
  if (part.adjustMode === "shrink-to-fit") node.classList.add("fx-shrink");
  return node;
}

function separator(part, draw, parent) {
  const node = el("div", { class: parent === "vertical" ? "fx-rule" : "fx-rule fx-rule-upright", role: "separator" });
  setStyles(node, { "background-color": colour(part.color) });
  return node;
}

function spacer(part) {
  const node = el("div", { class: "fx-spacer" });
  setStyles(node, { "min-width": space(part.size ?? "md"), "min-height": space(part.size ?? "md") });
  return node;
}

function video(part, draw, parent, act) {
  const field = picture(part.previewUrl, { mode: "cover", ratio: part.aspectRatio || "16:9" });
  field.classList.add("fx-video");
  setStyles(field, { width: "100%" });
  const link = { type: "uri", uri: part.url };
  field.append(el("button", { type: "button", class: "play", "aria-label": "動画を再生", onclick: () => act(link) }, drawing("play")));
  return field;
}

const COMPONENTS = {
  box: (part, draw) => box(part, draw),
  text,
  image,
  icon,
  button,
  separator,
  filler: () => el("div", { class: "fx-filler" }),
  spacer,
  video,
};

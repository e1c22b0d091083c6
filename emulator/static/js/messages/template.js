// Template messages: buttons, confirm, carousel and image carousel.
import { el, setStyles } from "../dom.js";
import { colour } from "../flex/sizes.js";
import { picture } from "../picture.js";

/** The template drawn; taps go to `act`. */
export function templateMessage(message, act) {
  const template = message.template || {};
  const make = TEMPLATES[template.type];
  const node = make ? make(template, act) : el("div", { class: "bubble bubble-text" }, message.altText || "");
  return el("div", { class: "template", role: "group", "aria-label": message.altText || "メニュー" }, node);
}

const row = (action, act) =>
  el("button", { type: "button", class: "card-action", onclick: () => act(action) }, action.label || "");

function card(column, look, act) {
  const node = el("div", { class: "card" });
  if (column.thumbnailImageUrl) {
    const ratio = look.imageAspectRatio === "square" ? "1:1" : "1.51:1";
    const mode = look.imageSize === "contain" ? "fit" : "cover";
    const image = picture(column.thumbnailImageUrl, { ratio, mode });
    setStyles(image, { "background-color": colour(column.imageBackgroundColor) });
    node.append(image);
  }
  const words = el("div", { class: "card-words" },
    column.title && el("strong", { class: "card-title" }, column.title),
    el("p", {}, column.text || ""));
  if (column.defaultAction) tappable(node, words, column.defaultAction, act);
  node.append(words, el("div", { class: "card-actions" }, (column.actions || []).map((action) => row(action, act))));
  return node;
}

function tappable(node, words, action, act) {
  for (const part of [node.querySelector(".picture"), words]) {
    if (!part) continue;
    part.classList.add("fx-tappable");
    part.addEventListener("click", () => act(action));
  }
  words.tabIndex = 0;
  words.setAttribute("role", "button");
  words.addEventListener("keydown", (event) => event.key === "Enter" && act(action));
}

function confirm(template, act) {
  return el("div", { class: "card card-confirm" },
    el("div", { class: "card-words" }, el("p", {}, template.text || "")),
    el("div", { class: "card-actions" }, (template.actions || []).map((action) => row(action, act))));
}

const strip = (label, children) =>
  el("div", { class: "strip", tabindex: "0", role: "list", "aria-label": label },
    children.map((child) => {
      child.setAttribute("role", "listitem");
      return child;
    }));

function imageColumn(column, act) {
  const button = el("button", { type: "button", class: "image-column", onclick: () => act(column.action) },
    picture(column.imageUrl, { ratio: "1:1" }),
    column.action?.label && el("span", { class: "image-label" }, column.action.label));
  return el("div", {}, button);
}

const TEMPLATES = {
  buttons: (template, act) => card(template, template, act),
  confirm,
  carousel: (template, act) =>
    strip("横に動かせるカード", (template.columns || []).map((column) => card(column, template, act))),
  image_carousel: (template, act) =>
    strip("横に動かせる画像", (template.columns || []).map((column) => imageColumn(column, act))),
};

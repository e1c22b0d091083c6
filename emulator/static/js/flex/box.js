// Boxes: the frame of a flex message, and how each child takes its place in one.
import { el, setStyles } from "../dom.js";
import { border, colour, corner, length, space } from "./sizes.js";

const JUSTIFY = {
  "flex-start": "flex-start", center: "center", "flex-end": "flex-end",
  "space-between": "space-between", "space-around": "space-around", "space-evenly": "space-evenly",
};
const ALIGN = { "flex-start": "flex-start", center: "center", "flex-end": "flex-end" };
const GRAVITY = { top: "flex-start", center: "center", bottom: "flex-end" };

/** A box with its children; `draw` makes any component, so that this file need not know them all. */
export function box(part, draw) {
  const layout = ["horizontal", "vertical", "baseline"].includes(part.layout) ? part.layout : "vertical";
  const node = el("div", { class: `fx-box fx-${layout}` });
  setStyles(node, boxStyles(part, layout));
  (part.contents || []).forEach((child, index) => {
    const drawn = draw(child, layout);
    if (!drawn) return;
    place(drawn, child, layout, index === 0 ? null : child.margin ?? part.spacing);
    node.append(drawn);
  });
  return node;
}

function boxStyles(part, layout) {
  return {
    "background-color": colour(part.backgroundColor),
    "background-image": gradient(part.background),
    "border-width": border(part.borderWidth),
    "border-style": part.borderWidth ? "solid" : null,
    "border-color": colour(part.borderColor),
    "border-radius": corner(part.cornerRadius),
    overflow: part.cornerRadius ? "hidden" : null,
    width: length(part.width),
    height: length(part.height),
    "max-width": length(part.maxWidth),
    "max-height": length(part.maxHeight),
    "justify-content": JUSTIFY[part.justifyContent],
    "align-items": layout === "baseline" ? null : ALIGN[part.alignItems],
    "padding": space(part.paddingAll),
    "padding-top": space(part.paddingTop),
    "padding-bottom": space(part.paddingBottom),
    "padding-inline-start": space(part.paddingStart),
    "padding-inline-end": space(part.paddingEnd),
  };
}

function gradient(background) {
  if (background?.type !== "linearGradient" || !/^-?\d+(\.\d+)?deg$/.test(background.angle || "")) return null;
  const stops = [colour(background.startColor)];
  if (colour(background.centerColor)) stops.push(`${background.centerColor} ${length(background.centerPosition) || "50%"}`);
  stops.push(colour(background.endColor));
  return stops.includes(null) ? null : `linear-gradient(${background.angle}, ${stops.join(", ")})`;
}

/** Size, margin, gravity and position of a child within its parent. */
function place(node, part, parent, margin) {
  const across = parent !== "vertical";
  const fixed = part.type === "box" && length(across ? part.width : part.height);
  setStyles(node, {
    flex: fixed ? "none" : growth(part, across),
    "align-self": parent === "horizontal" ? GRAVITY[part.gravity] : null,
    [across ? "margin-inline-start" : "margin-top"]: part.type === "spacer" ? null : space(margin),
  });
  if (!across && part.gravity && part.flex) setStyles(node, { "align-content": GRAVITY[part.gravity] });
  offset(node, part);
}

function growth(part, across) {
  if (part.type === "separator" || part.type === "icon" || part.type === "spacer") return "none";
  if (part.type === "filler") return `${part.flex ?? 1} 0 0px`;
  const flex = part.flex ?? (across ? 1 : 0);
  if (flex === 0) return across ? "0 1 auto" : "none";
  return across ? `${flex} 0 0px` : `${flex} 0 auto`;
}

function offset(node, part) {
  if (part.position === "absolute") node.classList.add("fx-absolute");
  else if (part.offsetTop || part.offsetBottom || part.offsetStart || part.offsetEnd) node.classList.add("fx-shifted");
  setStyles(node, {
    top: space(part.offsetTop),
    bottom: space(part.offsetBottom),
    "inset-inline-start": space(part.offsetStart),
    "inset-inline-end": space(part.offsetEnd),
  });
}

// The rich menu: a picture with tappable areas, folded away by the bar below it.
import { of } from "../api.js";
import { el, fill, setStyles } from "../dom.js";
import { icon } from "../icons.js";
import { rectangle } from "../messages/imagemap.js";

export class RichMenu {
  /** `onBar(menu or null)` is told whenever there is another menu; `act(action)` on a tap. */
  constructor(user, act, onBar) {
    Object.assign(this, { user, act, onBar, current: null, open: false });
    this.node = el("div", { class: "rich-menu", role: "group", "aria-label": "リッチメニュー", hidden: true });
  }

  /** Fetches the menu in force; keeps it open or closed as it was if it is the same one. */
  async refresh() {
    const { richMenuId, richMenu, imageUrl } = await of(this.user, "richmenu");
    if (richMenuId === (this.current?.id ?? null)) return;
    const first = this.current === null;
    this.current = richMenuId ? { id: richMenuId, ...richMenu, imageUrl } : null;
    if (first && this.current) this.open = Boolean(this.current.selected);
    this.draw();
    this.onBar(this.current);
  }

  draw() {
    if (!this.current) fill(this.node);
    else fill(this.node, this.image());
    this.show(this.open);
  }

  image() {
    const { size = { width: 2500, height: 1686 }, imageUrl, areas = [], chatBarText, name } = this.current;
    const frame = el("div", { class: "rich-menu-image" },
      el("img", { src: imageUrl, alt: chatBarText || name || "メニュー", draggable: "false" }));
    setStyles(frame, { "aspect-ratio": `${size.width} / ${size.height}` });
    areas.forEach((area, index) => frame.append(this.area(area, index, size)));
    return frame;
  }

  area({ bounds, action }, index, size) {
    const label = action.label || action.displayText || action.text || `メニュー ${index + 1}`;
    const button = el("button", {
      type: "button", class: "tap-area", "aria-label": label, "data-area": index, onclick: () => this.act(action),
    });
    return rectangle(button, bounds, size.width, size.height);
  }

  show(open) {
    this.open = open;
    this.node.hidden = !(open && this.current);
  }
}

/** The bar at the foot of the screen that opens and folds the menu. */
export function menuBar(onKeyboard, onToggle) {
  const words = el("span", {}, "メニュー");
  const arrow = el("span", { class: "bar-arrow", "aria-hidden": "true" });
  const toggle = el("button", { type: "button", class: "bar-title", onclick: onToggle }, words, arrow);
  const node = el("div", { class: "menu-bar", hidden: true },
    el("button", { type: "button", class: "bar-keyboard", "aria-label": "キーボードに切り替え", onclick: onKeyboard }, icon("keyboard")),
    toggle);
  return {
    node,
    say(text, open) {
      words.textContent = text || "メニュー";
      toggle.setAttribute("aria-expanded", String(open));
      fill(arrow, icon(open ? "down" : "up"));
    },
  };
}

// 職員用画面: where the staff's side is, and the demo accounts.
import { el, linked, safeLink } from "../dom.js";
import { empty } from "./tools.js";

export class StaffTab {
  static key = "staff";
  static title = "職員用画面";

  constructor({ state }) {
    const links = Object.entries(state.links ?? {}).filter(([, url]) => safeLink(url));
    const notes = state.notes ?? [];
    this.node = el("div", {},
      links.map(([label, url]) => el("a", { class: "big-link", href: url, target: "_blank", rel: "noopener noreferrer" },
        el("strong", {}, label), el("span", {}, url))),
      notes.map(({ title, text }) => el("article", { class: "tool-card note" }, el("h3", {}, title), el("p", {}, linked(text ?? "")))),
      !links.length && !notes.length && empty("職員用画面への案内はありません。"));
  }
}

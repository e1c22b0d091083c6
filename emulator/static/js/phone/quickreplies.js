// The row of quick replies: only those of the newest message, gone once tapped or overtaken.
import { el, fill } from "../dom.js";
import { picture } from "../picture.js";
import { icon } from "../icons.js";

const STAY = new Set(["camera", "cameraRoll", "location", "datetimepicker"]);
const DRAWINGS = { camera: "camera", cameraRoll: "photo", location: "pin" };

export class QuickReplies {
  constructor(act) {
    this.act = act;
    this.node = el("div", { class: "quick-replies", role: "group", "aria-label": "クイックリプライ", hidden: true });
    this.node.addEventListener("wheel", (event) => {
      if (event.deltaX === 0) this.node.scrollLeft += event.deltaY;
    }, { passive: true });
  }

  /** Shows what belongs to the newest item; anything else there vanishes. */
  follow(item) {
    const items = item?.from === "bot" && !item.unsent ? item.message.quickReply?.items ?? [] : [];
    this.node.hidden = items.length === 0;
    this.node.scrollLeft = 0;
    fill(this.node, items.map((one) => this.chip(one)));
  }

  chip({ action, imageUrl }) {
    const mark = imageUrl ? picture(imageUrl, { ratio: "1:1" }) : DRAWINGS[action.type] && icon(DRAWINGS[action.type]);
    const tapped = () => {
      if (!STAY.has(action.type)) this.follow(null);
      this.act(action);
    };
    return el("button", { type: "button", class: "quick-reply", onclick: tapped }, mark, action.label);
  }
}

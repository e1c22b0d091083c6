// Small pieces the tools share.
import { el } from "../dom.js";

export const button = (text, onclick, look = "") => el("button", { type: "button", class: `tool-button ${look}`, onclick }, text);

/** A label with its input below it. */
export const field = (name, input) => el("label", { class: "field" }, el("span", {}, name), input);

export const select = (name, options, selected) =>
  field(name, el("select", {}, options.map(([value, text]) =>
    el("option", { value, selected: value === selected }, text))));

/** A line that tells how something went, for the eye and the screen reader. */
export class Notice {
  constructor() {
    this.node = el("p", { class: "notice", role: "status" });
  }

  say(text, bad = false) {
    this.node.textContent = text;
    this.node.classList.toggle("notice-bad", bad);
  }

  /** Runs something and says how it went. */
  async around(deed, done) {
    try {
      const answer = await deed();
      this.say(typeof done === "function" ? done(answer) : done ?? "");
      return answer;
    } catch (problem) {
      this.say(`できませんでした：${problem.message}`, true);
      return null;
    }
  }
}

export const empty = (text) => el("p", { class: "empty" }, text);

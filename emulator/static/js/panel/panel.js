// The tools beside the phones, one tab each.
import { el } from "../dom.js";
import { AuthenticatorTab } from "./authenticator.js";
import { ClockTab } from "./clock.js";
import { EkycTab } from "./ekyc.js";
import { FaultsTab } from "./faults.js";
import { LogTab } from "./log.js";
import { MailTab } from "./mail.js";
import { StaffTab } from "./staff.js";

const TABS = [MailTab, AuthenticatorTab, EkycTab, StaffTab, ClockTab, LogTab, FaultsTab];

export class Panel {
  /** `changed()` is called when another tab is shown, so that it can be remembered. */
  constructor(node, state, clock, changed) {
    this.changed = changed;
    this.tabs = TABS.map((Tab) => new Tab({ state, clock, badge: (count) => this.badge(Tab.key, count) }));
    this.list = el("div", { class: "tab-list", role: "tablist", "aria-label": "道具箱", onkeydown: (event) => this.arrows(event) },
      TABS.map((Tab) => el("button", {
        type: "button", role: "tab", id: `tab-${Tab.key}`, "aria-controls": `tool-${Tab.key}`,
        "data-tab": Tab.key, onclick: () => this.choose(Tab.key),
      }, Tab.title)));
    node.append(this.list, ...this.tabs.map((tab) => {
      const { key, title } = tab.constructor;
      return el("section", {
        class: `tool tool-${key}`, id: `tool-${key}`, role: "tabpanel", "aria-labelledby": `tab-${key}`, hidden: true,
      }, el("h2", { class: "tool-title" }, title), tab.node);
    }));
    this.node = node;
  }

  choose(key) {
    this.show(key);
    this.changed();
  }

  /** Shows one tab; an unknown name shows the first. */
  show(key) {
    this.current = TABS.some((Tab) => Tab.key === key) ? key : TABS[0].key;
    for (const tab of this.tabs) {
      const shown = tab.constructor.key === this.current;
      this.node.querySelector(`#tool-${tab.constructor.key}`).hidden = !shown;
      const handle = this.node.querySelector(`#tab-${tab.constructor.key}`);
      handle.setAttribute("aria-selected", String(shown));
      handle.tabIndex = shown ? 0 : -1;
      tab.shown?.(shown);
    }
  }

  arrows(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = TABS.findIndex((Tab) => Tab.key === this.current);
    this.choose(TABS[(at + step + TABS.length) % TABS.length].key);
    this.node.querySelector(`#tab-${this.current}`).focus();
  }

  badge(key, count) {
    const handle = this.node?.querySelector(`#tab-${key}`);
    if (!handle) return;
    handle.querySelector(".badge")?.remove();
    if (count) handle.append(el("span", { class: "badge" }, count));
  }

  heard(event) {
    this.tabs.forEach((tab) => tab.heard?.(event));
  }

  /** Everything fetched anew, after a break. */
  refresh() {
    this.tabs.forEach((tab) => tab.refresh?.());
  }
}

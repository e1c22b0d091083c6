// The bar on top: who there is, whose phone is open, who has unread words, and a new person.
import { el, fill } from "./dom.js";
import { icon } from "./icons.js";

const NAMES = ["鈴木 一郎", "佐藤 花子", "高橋 健一", "田中 和子", "渡辺 修", "伊藤 幸子", "山本 茂", "中村 節子"];

export class Shelf {
  /** `deeds.open(id)` opens a phone, `deeds.add(name)` makes a new person. */
  constructor(node, deeds) {
    this.deeds = deeds;
    this.unread = new Map();
    this.people = el("div", { class: "people", role: "group", "aria-label": "スマホの持ち主" });
    this.name = el("input", { "aria-label": "新しい人の名前", placeholder: "名前", maxlength: "20", autocomplete: "off" });
    const form = el("form", {
      class: "new-person",
      onsubmit: (event) => {
        event.preventDefault();
        const name = this.name.value.trim();
        if (name) deeds.add(name);
      },
    }, this.name, el("button", { type: "submit", class: "shelf-add" }, icon("plus"), "新しいスマホ"));
    node.append(this.people, form);
  }

  draw(users, phones) {
    Object.assign(this, { users, phones });
    fill(this.people, [...users.values()].map((user) => this.person(user, phones.has(user.userId))));
    const taken = new Set([...users.values()].map((user) => user.displayName));
    if (document.activeElement !== this.name) {
      this.name.value = NAMES.find((name) => !taken.has(name)) ?? `利用者 ${users.size + 1}`;
    }
  }

  person(user, open) {
    const unread = this.unread.get(user.userId);
    return el("button", {
      type: "button", class: `person${open ? " person-open" : ""}${user.friend ? "" : " person-stranger"}`,
      "aria-pressed": String(open), "data-person": user.userId, onclick: () => this.deeds.open(user.userId),
    }, user.displayName, unread && el("span", { class: "badge", "aria-label": `未読 ${unread} 件` }, unread));
  }

  missed(id) {
    this.unread.set(id, (this.unread.get(id) ?? 0) + 1);
    if (this.users) this.draw(this.users, this.phones);
  }

  seen(id) {
    this.unread.delete(id);
  }
}

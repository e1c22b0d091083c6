// The page: a shelf of people, their phones side by side, and the drawer of tools beside them.
import { get, post } from "./api.js";
import { Clock } from "./clock.js";
import { el } from "./dom.js";
import { Panel } from "./panel/panel.js";
import { Phone } from "./phone/phone.js";
import { Shelf } from "./shelf.js";
import { listen } from "./stream.js";
import { remembered, remember } from "./memory.js";

class Page {
  constructor(state) {
    this.bot = state.bot;
    this.users = new Map(state.users.map((user) => [user.userId, user]));
    this.phones = new Map();
    this.clock = new Clock(state.now);
    this.strip = document.getElementById("phones");
    this.shelf = new Shelf(document.getElementById("shelf"), {
      open: (id) => this.open(id, { look: true }), add: (name) => this.addUser(name),
    });
    this.panel = new Panel(document.getElementById("panel"), state, this.clock, () => this.save());
    this.clock.onTick(() => this.phones.forEach((phone) => phone.tick()));
    document.getElementById("brand").textContent = state.bot.displayName;
    document.title = `${state.bot.displayName} - LINE エミュレーター`;
  }

  /** Opens what was open last time, or the first person there is. */
  async start() {
    const { phones, panel } = remembered();
    this.panel.show(panel);
    const known = phones.filter((id) => this.users.has(id));
    if (known.length) known.forEach((id) => this.open(id));
    else if (this.users.size) this.open(this.users.keys().next().value);
    else await this.addUser("鈴木 一郎");
    this.shelf.draw(this.users, this.phones);
    listen((event) => this.heard(event), () => this.catchUp());
  }

  async addUser(displayName) {
    const user = await post("/emulator/users", { displayName });
    this.users.set(user.userId, user);
    this.open(user.userId, { look: true });
  }

  open(id, { look = false } = {}) {
    if (!this.phones.has(id)) {
      const phone = new Phone(this.users.get(id), this.bot, () => this.clock.now(), () => this.putAway(id));
      this.phones.set(id, phone);
      this.strip.append(phone.node);
      phone.refresh().catch((problem) => console.error(problem));
    }
    this.shelf.seen(id);
    this.save();
    if (look) this.look(id);
  }

  look(id) {
    const { node, talk } = this.phones.get(id);
    document.body.dataset.side = "phones";
    node.scrollIntoView({ inline: "nearest", block: "nearest", behavior: "smooth" });
    node.classList.remove("looked-at");
    requestAnimationFrame(() => node.classList.add("looked-at"));
    talk.toEnd();
  }

  putAway(id) {
    this.phones.get(id)?.node.remove();
    this.phones.delete(id);
    this.save();
  }

  save() {
    remember([...this.phones.keys()], this.panel.current);
    this.shelf.draw(this.users, this.phones);
    document.body.classList.toggle("no-phones", this.phones.size === 0);
  }

  heard(event) {
    const deed = HEARD[event.type];
    const phone = this.phones.get(event.userId);
    if (deed) deed(this, event, phone);
    this.panel.heard(event);
  }

  /** After a break: the world may be another one altogether. */
  async catchUp() {
    const state = await get("/emulator/state").catch(() => null);
    document.body.classList.toggle("offline", !state);
    if (!state) return;
    this.clock.set(state.now);
    for (const id of [...this.phones.keys()]) if (!state.users.some((user) => user.userId === id)) this.putAway(id);
    this.users = new Map(state.users.map((user) => [user.userId, user]));
    for (const phone of this.phones.values()) {
      phone.stand(this.users.get(phone.id));
      await phone.refresh().catch(() => {});
    }
    this.shelf.draw(this.users, this.phones);
    this.panel.refresh();
  }
}

const HEARD = {
  item(page, event, phone) {
    if (phone) phone.add(event.item);
    else page.shelf.missed(event.userId);
  },
  changed: (page, event, phone) => phone?.add(event.item),
  read: (page, event, phone) => phone?.talk.markRead(event.seq),
  loading: (page, event, phone) => phone?.talk.loading(event.seconds),
  richmenu(page, event) {
    const concerned = event.userId ? [page.phones.get(event.userId)] : [...page.phones.values()];
    concerned.forEach((phone) => phone?.menu.refresh().catch(() => {}));
  },
  user(page, event, phone) {
    page.users.set(event.user.userId, event.user);
    phone?.stand(event.user);
    page.shelf.draw(page.users, page.phones);
  },
  clock: (page, event) => page.clock.set(event.now),
};

function toggleSides() {
  const sides = document.getElementById("sides");
  for (const [side, label] of [["phones", "スマホ"], ["panel", "道具箱"]]) {
    sides.append(el("button", { type: "button", onclick: () => { document.body.dataset.side = side; } }, label));
  }
}

toggleSides();
const page = new Page(await get("/emulator/state"));
await page.start();
document.body.dataset.ready = "yes";

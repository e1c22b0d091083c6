// One phone: its frame, its screen, and the parts on it.
import { as, of } from "../api.js";
import { el } from "../dom.js";
import { icon } from "../icons.js";
import { clockTime } from "../time.js";
import { perform } from "./actions.js";
import { Composer } from "./composer.js";
import { profilePage } from "./profile.js";
import { QuickReplies } from "./quickreplies.js";
import { menuBar, RichMenu } from "./richmenu.js";
import { choices, openSheet, question, toast } from "./sheet.js";
import { Talk } from "./talk.js";

export class Phone {
  /** `now()` is the emulator's time in milliseconds; `onClose` puts the phone away. */
  constructor(user, bot, now, onClose) {
    Object.assign(this, { user, id: user.userId, bot, now, seq: 0, page: null });
    const act = (action) => perform(this, action);
    this.talk = new Talk(bot, act, now, (item) => this.bubbleMenu(item));
    this.quick = new QuickReplies(act);
    this.menu = new RichMenu(this.id, act, (menu) => this.menuChanged(menu));
    this.bar = menuBar(() => this.showKeyboard(), () => this.toggleMenu());
    this.composer = new Composer(this, () => this.showBar());
    this.clock = el("time", { class: "status-time" });
    this.profile = el("div", { class: "profile", hidden: true });
    this.blockedNote = el("div", { class: "blocked-note", hidden: true },
      el("span", {}, "ブロック中です"),
      el("button", { type: "button", class: "chip", onclick: () => this.deed("unblock") }, "ブロック解除"));
    this.room = el("div", { class: "room" }, this.header(), this.blockedNote, this.talk.node, this.quick.node,
      this.composer.node, this.menu.node, this.bar.node);
    this.screen = el("div", { class: "screen" }, this.statusBar(), this.room, this.profile);
    this.node = el("section", {
      class: "phone", "aria-label": `${user.displayName}さんのスマホ`, dataset: { user: this.id },
    }, this.owner(onClose), el("div", { class: "device" }, this.screen));
    this.acceptDrops();
    this.stand(user);
    this.tick();
  }

  owner(onClose) {
    return el("div", { class: "phone-owner" },
      el("h2", {}, this.user.displayName),
      el("button", { type: "button", class: "small-button", "aria-label": `${this.user.displayName}さんのスマホをしまう`, onclick: onClose }, icon("close")));
  }

  statusBar() {
    return el("div", { class: "status-bar", "aria-hidden": "true" }, this.clock,
      el("span", { class: "status-signs" }, el("i", { class: "signal" }), el("i", { class: "wifi" }, "5G"), el("i", { class: "battery" })));
  }

  header() {
    return el("header", { class: "talk-header" },
      el("button", { type: "button", class: "head-button", "aria-label": "アカウントのページへ", onclick: () => this.show("profile") }, icon("back")),
      el("h3", {}, el("span", { class: "official" }, icon("star")), el("span", { class: "head-name" }, this.bot.displayName)),
      el("button", { type: "button", class: "head-button", "aria-label": "トークの設定", onclick: () => this.settings() }, icon("menu")));
  }

  /** Fetches what this phone does not have yet: bubbles, menu, standing. */
  async refresh() {
    const items = await of(this.id, `messages?since=${this.seq}`);
    items.forEach((item) => this.add(item));
    await this.menu.refresh().catch(() => {});
  }

  add(item) {
    this.seq = Math.max(this.seq, item.seq);
    const newest = !this.newest || item.seq >= this.newest;
    this.talk.add(item);
    if (!newest) return;
    this.newest = item.seq;
    this.quick.follow(item);
    if (this.talk.atEnd) this.talk.toEnd();
  }

  /** Whether the person is a friend, blocks, or neither decides the screen. */
  stand(user) {
    const added = user.friend && !this.user.friend;
    this.user = user;
    this.blockedNote.hidden = !user.blocked;
    this.node.classList.toggle("is-blocked", user.blocked);
    if (!user.friend && !user.blocked) this.show("profile");
    else this.show(added || !this.page ? "talk" : this.page);
  }

  show(page) {
    this.page = page;
    this.room.hidden = page !== "talk";
    this.profile.hidden = page !== "profile";
    profilePage(this.profile, this.bot, this.user, {
      follow: () => this.deed("follow"),
      unblock: () => this.deed("unblock").then(() => this.show("talk")),
      block: () => this.block(),
      talk: () => this.show("talk"),
    });
    if (page === "talk") this.talk.toEnd();
  }

  async deed(name, body) {
    try {
      const answer = await as(this.id, name, body);
      if (answer?.userId) this.stand(answer);
    } catch (problem) {
      toast(this.screen, `できませんでした（${problem.message}）`);
    }
  }

  async block() {
    const sure = await question(this.screen, `「${this.bot.displayName}」をブロックしますか？`,
      "ブロックすると、このアカウントからのメッセージは届かなくなります。", { yes: "ブロック", danger: true });
    if (sure) await this.deed("block");
  }

  settings() {
    this.offer(this.bot.displayName, [
      ["アカウントのページを見る", () => this.show("profile")],
      this.user.blocked ? ["ブロック解除", () => this.deed("unblock")] : ["ブロック", () => this.block(), "danger"],
    ]);
  }

  bubbleMenu(item) {
    const text = item.message.text;
    this.offer("メッセージ", [
      text && ["コピー", () => perform(this, { type: "clipboard", clipboardText: text })],
      ["送信取消", () => this.deed("unsend", { messageId: item.id }), "danger"],
    ].filter(Boolean));
  }

  offer(title, rows) {
    const box = el("div", {});
    const close = openSheet(this.screen, title, box);
    box.append(choices([...rows, ["キャンセル", null, "quiet"]], close));
    box.querySelector("button").focus();
  }

  menuChanged(menu) {
    if (!menu) this.showKeyboard();
    else this.showBar();
    this.composer.menuButton.hidden = !menu;
  }

  showBar() {
    this.bar.node.hidden = false;
    this.composer.node.hidden = true;
    this.sayBar();
    this.talk.toEnd();
  }

  showKeyboard({ focus = true } = {}) {
    this.bar.node.hidden = true;
    this.menu.show(false);
    this.composer.node.hidden = false;
    this.composer.grow();
    if (focus && this.menu.current) this.composer.field.focus({ preventScroll: true });
  }

  toggleMenu() {
    this.menu.show(!this.menu.open);
    this.sayBar();
    this.talk.toEnd();
  }

  sayBar() {
    this.bar.say(this.menu.current?.chatBarText, this.menu.open);
  }

  /** What a postback's inputOption asks of the screen. */
  follow({ inputOption, fillInText }) {
    if (inputOption === "closeRichMenu" || inputOption === "openRichMenu") {
      if (!this.menu.current) return;
      this.menu.show(inputOption === "openRichMenu");
      this.showBar();
    }
    if (inputOption === "openKeyboard") {
      this.showKeyboard();
      this.composer.fillIn(fillInText);
    }
    if (inputOption === "openVoice") toast(this.screen, "音声入力（まねごとです）");
  }

  acceptDrops() {
    const over = (on) => (event) => {
      event.preventDefault();
      this.room.classList.toggle("dropping", on);
    };
    this.room.addEventListener("dragover", over(true));
    this.room.addEventListener("dragleave", over(false));
    this.room.addEventListener("drop", (event) => {
      over(false)(event);
      for (const file of event.dataTransfer.files) this.composer.upload(file);
    });
  }

  tick() {
    this.clock.textContent = clockTime(this.now());
  }
}

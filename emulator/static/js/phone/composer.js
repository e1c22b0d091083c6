// Where a person writes: text, pictures, files, stickers, places.
import { as } from "../api.js";
import { append, el } from "../dom.js";
import { icon } from "../icons.js";
import { DRAWER, sticker } from "../messages/stickers.js";
import { pickPlace } from "./place.js";
import { choices, openSheet, toast } from "./sheet.js";

export class Composer {
  /** `onMenu` shows the rich menu's bar again. */
  constructor(phone, onMenu) {
    this.phone = phone;
    this.image = this.filePicker("image", "送る画像", "image/*");
    this.file = this.filePicker("file", "送るファイル", "");
    this.field = el("textarea", {
      rows: "1", class: "composer-field", "aria-label": "メッセージを入力", placeholder: "メッセージを入力",
      oninput: () => this.grow(), onkeydown: (event) => this.key(event), onpaste: (event) => this.paste(event),
    });
    this.menuButton = this.button("menu", "メニューに切り替え", onMenu);
    this.sendButton = el("button", { type: "submit", class: "composer-send", "aria-label": "送信" }, icon("send"));
    this.drawer = el("div", { class: "sticker-drawer", role: "group", "aria-label": "スタンプ", hidden: true },
      DRAWER.map((one) => el("button", {
        type: "button", class: "sticker-choice", "aria-label": `スタンプ ${one.words} を送る`,
        onclick: () => this.sendSticker(one),
      }, sticker(one))));
    this.node = el("form", { class: "composer", onsubmit: (event) => this.submit(event) },
      el("div", { class: "composer-row" },
        this.menuButton, this.button("plus", "写真・ファイルなどを送る", () => this.more()),
        el("div", { class: "composer-box" }, this.field, this.button("smile", "スタンプ", () => this.toggleDrawer())),
        this.sendButton),
      this.drawer, this.image, this.file);
    this.grow();
  }

  button(drawing, label, deed) {
    return el("button", { type: "button", class: "composer-button", "aria-label": label, onclick: deed }, icon(drawing));
  }

  filePicker(kind, label, accept) {
    return el("input", {
      type: "file", class: "off-screen", tabindex: "-1", accept, "aria-label": label, "data-upload": kind,
      onchange: (event) => {
        for (const file of event.target.files) this.upload(file);
        event.target.value = "";
      },
    });
  }

  submit(event) {
    event?.preventDefault();
    const text = this.field.value;
    if (!text.trim()) return;
    this.field.value = "";
    this.grow();
    this.try(as(this.phone.id, "text", { text }), () => { this.field.value = text; });
  }

  /** Enter sends, shift and enter makes a line; enter that ends a kana conversion does neither. */
  key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    this.submit(event);
  }

  paste(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    files.forEach((file) => this.upload(file));
  }

  grow() {
    this.field.style.setProperty("height", "auto");
    this.field.style.setProperty("height", `${Math.min(this.field.scrollHeight, 110)}px`);
    this.node?.classList.toggle("has-text", this.field.value.trim() !== "");
  }

  more() {
    const box = el("div", {});
    const close = openSheet(this.phone.screen, "送るものを選ぶ", box);
    append(box, [choices([
      ["写真を選ぶ", () => this.chooseImage(false)],
      ["カメラで撮る", () => this.chooseImage(true)],
      ["ファイルを選ぶ", () => this.file.click()],
      ["位置情報を送る", () => pickPlace(this.phone.screen, (place) => this.sendPlace(place))],
      ["キャンセル", null, "quiet"],
    ], close)]);
    box.querySelector("button").focus();
  }

  chooseImage(camera) {
    if (camera) this.image.setAttribute("capture", "environment");
    else this.image.removeAttribute("capture");
    this.image.click();
  }

  /** Pictures go as pictures, everything else as a file. */
  upload(file) {
    const kind = ["image/jpeg", "image/png"].includes(file.type) ? "image"
      : file.type.startsWith("video/") ? "video" : file.type.startsWith("audio/") ? "audio" : "file";
    const form = new FormData();
    form.append("file", file, file.name);
    this.try(as(this.phone.id, kind, form));
  }

  toggleDrawer() {
    this.drawer.hidden = !this.drawer.hidden;
    this.phone.talk.toEnd();
  }

  sendSticker({ packageId, stickerId }) {
    this.drawer.hidden = true;
    this.try(as(this.phone.id, "sticker", { packageId, stickerId }));
  }

  sendPlace(place) {
    this.try(as(this.phone.id, "location", place));
  }

  fillIn(text) {
    this.field.value = text || "";
    this.grow();
    this.field.focus();
  }

  try(sending, undo) {
    return sending.catch((problem) => {
      undo?.();
      this.grow();
      toast(this.phone.screen, `送信できませんでした（${problem.message}）`);
    });
  }
}

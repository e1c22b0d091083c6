// Which message is drawn by whom, and how much room it takes.
import { el } from "../dom.js";
import { flexMessage } from "../flex/container.js";
import { imagemapMessage } from "./imagemap.js";
import { audioMessage, fileMessage, imageMessage, locationMessage, videoMessage } from "./media.js";
import { sticker } from "./stickers.js";
import { templateMessage } from "./template.js";
import { textMessage } from "./text.js";

const unknown = (message) =>
  el("div", { class: "bubble bubble-text" }, message.altText || `［この種類のメッセージは表示できません：${message.type}］`);

/** The message as a node. `act(action)` is called when something in it is tapped. */
export function draw(message, act) {
  return (DRAWN[message.type] || unknown)(message, act);
}

/** Wide messages have their time below instead of beside them. */
export const isWide = (message) => ["flex", "template", "imagemap"].includes(message.type);

/** What a list of talks would show of the message. */
export function summary(message) {
  return message.text || message.altText || NAMES[message.type] || "メッセージ";
}

const NAMES = {
  image: "写真を送信しました", video: "動画を送信しました", audio: "音声を送信しました",
  file: "ファイルを送信しました", sticker: "スタンプを送信しました", location: "位置情報を送信しました",
};

const DRAWN = {
  text: textMessage,
  textV2: textMessage,
  image: imageMessage,
  video: videoMessage,
  audio: audioMessage,
  file: fileMessage,
  location: locationMessage,
  sticker,
  imagemap: imagemapMessage,
  template: templateMessage,
  flex: flexMessage,
};

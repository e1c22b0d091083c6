// The account's own page on the phone: where a person adds it as a friend, or blocks it.
import { el, fill } from "../dom.js";
import { icon } from "../icons.js";
import { mark } from "./talk.js";

/** Draws the page for how the person stands to the account. `deeds`: follow, unblock, talk, block. */
export function profilePage(node, bot, user, deeds) {
  fill(node,
    el("div", { class: "cover" }, user.friend && round("close", "トークに戻る", deeds.talk)),
    el("div", { class: "profile-face" }, mark(bot)),
    el("h3", { class: "profile-name" }, bot.displayName),
    el("p", { class: "profile-badge" }, icon("shield"), "LINE公式アカウント"),
    el("p", { class: "profile-id" }, bot.basicId ? `ID：${bot.basicId}` : ""),
    el("div", { class: "profile-buttons" }, buttons(user, deeds)),
    el("p", { class: "profile-note" }, note(user)));
}

const round = (drawing, label, deed) =>
  el("button", { type: "button", class: "round", "aria-label": label, onclick: deed }, icon(drawing));

const big = (text, look, deed, drawing) =>
  el("button", { type: "button", class: `big ${look}`, onclick: deed }, drawing && icon(drawing), text);

function buttons(user, deeds) {
  if (user.blocked) return [big("ブロック解除", "big-green", deeds.unblock), big("トークを見る", "big-plain", deeds.talk)];
  if (!user.friend) return [big("友だち追加", "big-green", deeds.follow, "addFriend")];
  return [big("トーク", "big-green", deeds.talk), big("ブロック", "big-plain", deeds.block, "block")];
}

function note(user) {
  if (user.blocked) return "このアカウントをブロックしています。メッセージは届きません。";
  if (!user.friend) return "友だちに追加すると、トークができるようになります。";
  return "";
}

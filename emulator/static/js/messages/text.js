// Text bubbles, with links, LINE's own emoji and the substitutions of textV2.
import { el, linked } from "../dom.js";

export function textMessage(message) {
  const words = message.type === "textV2" ? substituted(message) : withEmoji(message);
  return el("div", { class: "bubble bubble-text" }, words);
}

/** LINE emoji stand at `$`; their pictures are not public, so a plain face stands in. */
function withEmoji(message) {
  const text = message.text ?? "";
  const places = new Set((message.emojis || []).map((emoji) => emoji.index));
  if (!places.size) return linked(text);
  const parts = [];
  let run = "";
  for (let at = 0; at < text.length; at += 1) {
    if (!places.has(at)) run += text[at];
    else {
      parts.push(linked(run), emoji());
      run = "";
    }
  }
  return [...parts, linked(run)];
}

const emoji = () => el("span", { class: "line-emoji", role: "img", "aria-label": "絵文字" }, "☺");

function substituted(message) {
  const pieces = (message.text ?? "").split(/(\{\{|\}\}|\{[0-9A-Za-z_]{1,20}\})/);
  return pieces.map((piece) => {
    if (piece === "{{") return "{";
    if (piece === "}}") return "}";
    const replacement = /^\{.+\}$/.test(piece) && message.substitution?.[piece.slice(1, -1)];
    if (!replacement) return linked(piece);
    if (replacement.type === "emoji") return emoji();
    return el("span", { class: "mention" }, replacement.mentionee?.type === "all" ? "@All" : "@メンバー");
  });
}

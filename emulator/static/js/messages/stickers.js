// Stickers. LINE's pictures are not ours to show, so each known one has a drawing of our own.
import { el } from "../dom.js";

const SVG = "http://www.w3.org/2000/svg";

/** The stickers in the drawer: LINE's ids, what they say, and the face's look. */
export const DRAWER = [
  { packageId: "446", stickerId: "1988", words: "OK!", mood: "happy" },
  { packageId: "446", stickerId: "1989", words: "ありがとう", mood: "joy" },
  { packageId: "446", stickerId: "1990", words: "了解です", mood: "happy" },
  { packageId: "446", stickerId: "1991", words: "お願いします", mood: "wink" },
  { packageId: "789", stickerId: "10855", words: "おはよう", mood: "joy" },
  { packageId: "789", stickerId: "10856", words: "ごめんなさい", mood: "sad" },
  { packageId: "789", stickerId: "10857", words: "？？", mood: "puzzled" },
  { packageId: "789", stickerId: "10858", words: "おつかれさま", mood: "wink" },
];

const MOUTHS = {
  happy: "M34 58q16 14 32 0",
  joy: "M34 54q16 26 32 0z",
  wink: "M36 58q14 10 28 0",
  sad: "M36 64q14-12 28 0",
  puzzled: "M40 61h20",
};
const EYES = {
  happy: "M36 42v6M64 42v6", joy: "M31 46q5-8 10 0M59 46q5-8 10 0", wink: "M31 45h10M64 42v6",
  sad: "M32 44q4 5 8 0M60 44q4 5 8 0", puzzled: "M36 40v8M60 42h8",
};

function shape(name, attributes) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

/** A sticker's drawing; unknown ones show their number. */
export function sticker({ packageId, stickerId }) {
  const known = DRAWER.find((one) => one.packageId === String(packageId) && one.stickerId === String(stickerId));
  const words = known?.words ?? `${packageId ?? "?"}-${stickerId ?? "?"}`;
  const mood = known?.mood ?? "happy";
  const svg = shape("svg", { viewBox: "0 0 100 100", class: "sticker-face", "aria-hidden": "true" });
  svg.append(
    shape("path", { d: "M24 24l6-16 16 10M76 24l-6-16-16 10", class: "ear" }),
    shape("circle", { cx: 50, cy: 50, r: 36, class: "face" }),
    shape("path", { d: EYES[mood], class: "line" }),
    shape("path", { d: MOUTHS[mood], class: mood === "joy" ? "mouth" : "line" }),
    shape("circle", { cx: 28, cy: 57, r: 5, class: "cheek" }),
    shape("circle", { cx: 72, cy: 57, r: 5, class: "cheek" }),
  );
  return el("div", { class: "sticker", role: "img", "aria-label": `スタンプ ${words}` }, svg, el("span", {}, words));
}

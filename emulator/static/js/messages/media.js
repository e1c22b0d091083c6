// Pictures, videos, sounds, files and places.
import { el } from "../dom.js";
import { icon } from "../icons.js";
import { picture, source } from "../picture.js";

const opened = { target: "_blank", rel: "noopener noreferrer" };

export function imageMessage(message) {
  const full = message.contentUrl || message.originalContentUrl;
  const shown = message.contentUrl || message.previewImageUrl || full;
  return el("a", { class: "media", href: source(full), "aria-label": "画像を開く", ...opened },
    picture(shown, { mode: "natural", alt: "画像" }));
}

export function videoMessage(message) {
  const full = message.contentUrl || message.originalContentUrl;
  const still = message.previewImageUrl
    ? picture(message.previewImageUrl, { mode: "natural", alt: "動画" })
    : el("div", { class: "picture video-blank" });
  return el("a", { class: "media media-video", href: source(full), "aria-label": "動画を再生", ...opened },
    still, el("span", { class: "play" }, icon("play")));
}

export function audioMessage(message) {
  const seconds = Math.round((message.duration || 0) / 1000);
  const length = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return el("a", {
    class: "bubble bubble-audio", href: source(message.contentUrl || message.originalContentUrl),
    "aria-label": `音声 ${length}`, ...opened,
  }, icon("play"), el("span", { class: "wave" }), el("span", {}, length));
}

export function fileMessage(message) {
  return el("a", { class: "bubble bubble-file", href: source(message.contentUrl), download: message.fileName || "", ...opened },
    el("span", { class: "file-sheet" }, icon("file")),
    el("span", { class: "file-words" },
      el("span", { class: "file-name" }, message.fileName || "ファイル"),
      el("span", { class: "file-size" }, `サイズ：${size(message.fileSize)}`)));
}

function size(bytes) {
  if (!(bytes >= 0)) return "不明";
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1048576) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1048576).toFixed(1)} MB`;
}

export function locationMessage(message) {
  return el("div", { class: "bubble-location", role: "group", "aria-label": "位置情報" },
    el("div", { class: "map", title: `${message.latitude}, ${message.longitude}` }, icon("pin")),
    el("div", { class: "place" },
      el("strong", {}, message.title || "位置情報"), el("span", {}, message.address || "")));
}

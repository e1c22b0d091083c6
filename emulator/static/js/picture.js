// Pictures of messages. The page may load nothing from elsewhere, so the emulator fetches them for it.
import { el, setStyles } from "./dom.js";

/** An address this page may load: our own, or the emulator's window onto another one. */
export function source(url) {
  if (!url) return null;
  if (url.startsWith("/") || url.startsWith(`${location.origin}/`)) return url;
  return `/emulator/picture?url=${encodeURIComponent(url)}`;
}

/**
 * A framed picture with the message's ratio; a quiet placeholder when it cannot be had.
 * `mode` is "fit" or "cover", `ratio` is LINE's "width:height".
 */
export function picture(url, { mode = "cover", ratio = null, alt = "" } = {}) {
  const frame = el("div", { class: `picture picture-${mode}` });
  if (/^\d+(\.\d+)?:\d+(\.\d+)?$/.test(ratio || "")) setStyles(frame, { "aspect-ratio": ratio.replace(":", " / ") });
  const image = el("img", { src: source(url), alt, draggable: "false" });
  image.addEventListener("error", () => {
    frame.classList.add("picture-missing");
    image.remove();
    frame.title = url || "";
  });
  frame.append(image);
  return frame;
}

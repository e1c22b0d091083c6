// The sheet for sending a place.
import { el } from "../dom.js";
import { openSheet } from "./sheet.js";

const PLACES = [
  { title: "後楽園の近く", address: "東京都文京区後楽1-4-10", latitude: 35.7027, longitude: 139.7484 },
  { title: "東京駅", address: "東京都千代田区丸の内1丁目", latitude: 35.6812, longitude: 139.7671 },
  { title: "大阪駅", address: "大阪府大阪市北区梅田3丁目", latitude: 34.7025, longitude: 135.4959 },
];

/** Asks for a place; calls `chosen({title, address, latitude, longitude})`. */
export function pickPlace(screen, chosen) {
  const field = (name, text, more = {}) => el("label", {}, el("span", { class: "picker-label" }, name), el("input", { value: text, "aria-label": name, ...more }));
  const [title, address] = [field("場所の名前", PLACES[0].title), field("住所", PLACES[0].address)];
  const latitude = field("緯度", PLACES[0].latitude, { type: "number", step: "any", min: -90, max: 90, required: true });
  const longitude = field("経度", PLACES[0].longitude, { type: "number", step: "any", min: -180, max: 180, required: true });
  const read = (label) => label.querySelector("input").value;
  const close = openSheet(screen, "位置情報を送信", el("form", {
    class: "picker",
    onsubmit: (event) => {
      event.preventDefault();
      close();
      chosen({ title: read(title), address: read(address), latitude: Number(read(latitude)), longitude: Number(read(longitude)) });
    },
  },
  el("div", { class: "place-presets" }, PLACES.map((place) => el("button", {
    type: "button", class: "chip",
    onclick: () => [[title, place.title], [address, place.address], [latitude, place.latitude], [longitude, place.longitude]]
      .forEach(([label, text]) => { label.querySelector("input").value = text; }),
  }, place.title))),
  title, address, el("div", { class: "pair" }, latitude, longitude),
  el("div", { class: "sheet-buttons" },
    el("button", { type: "button", class: "plain", onclick: () => close() }, "キャンセル"),
    el("button", { type: "submit", class: "strong" }, "送信"))));
}

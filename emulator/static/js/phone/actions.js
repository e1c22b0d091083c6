// What happens when something that carries an action is tapped.
import { as } from "../api.js";
import { el, safeLink } from "../dom.js";
import { pickMoment } from "./picker.js";
import { pickPlace } from "./place.js";
import { question, toast } from "./sheet.js";

/** Performs a LINE action on a phone. Refusals are shown on it, never thrown. */
export async function perform(phone, action) {
  const deed = DEEDS[action?.type];
  if (!deed) return;
  try {
    await deed(phone, action);
  } catch (problem) {
    toast(phone.screen, `送信できませんでした（${problem.message}）`);
  }
}

const send = (phone, action, params) => as(phone.id, "action", params ? { action, params } : { action });

async function postback(phone, action) {
  phone.follow(action);
  await send(phone, action);
}

async function uri(phone, action) {
  const address = safeLink(action.uri);
  if (!address) return toast(phone.screen, "このリンクは開けません");
  if (address.startsWith("tel:")) return telephone(phone, address);
  if (address.startsWith("line:")) return toast(phone.screen, "LINEの中のリンクです（エミュレーターでは開きません）");
  el("a", { href: onLoopback(address), target: "_blank", rel: "noopener noreferrer" }).click();
  return send(phone, action);
}

/** The account link dialog of LINE is played by this server. */
function onLoopback(address) {
  const url = new URL(address);
  if (url.hostname !== "access.line.me") return address;
  return location.origin + url.pathname + url.search;
}

async function telephone(phone, address) {
  const number = address.slice(4);
  if (await question(phone.screen, `${number} に発信`, "本物のスマートフォンでは、ここで電話がかかります。", { yes: "発信" })) {
    toast(phone.screen, `${number} に発信しました（まねごとです）`);
  }
}

async function clipboard(phone, action) {
  try {
    await navigator.clipboard.writeText(action.clipboardText);
  } catch {
    copyTheOldWay(action.clipboardText);
  }
  toast(phone.screen, "コピーしました");
}

function copyTheOldWay(text) {
  const field = el("textarea", { class: "off-screen", "aria-hidden": "true" });
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

const DEEDS = {
  message: (phone, action) => send(phone, action),
  postback,
  uri,
  clipboard,
  datetimepicker: (phone, action) =>
    pickMoment(phone.screen, action, phone.now(), (params) =>
      send(phone, action, params).catch((problem) => toast(phone.screen, problem.message))),
  richmenuswitch: (phone, action) => as(phone.id, "richmenuswitch", { alias: action.richMenuAliasId, data: action.data }),
  camera: (phone) => phone.composer.chooseImage(true),
  cameraRoll: (phone) => phone.composer.chooseImage(false),
  location: (phone) => pickPlace(phone.screen, (place) => phone.composer.sendPlace(place)),
};

// Building the page. Text only ever enters through text nodes, so no message can become markup.

/**
 * An element with its attributes, listeners and children.
 * `on*` functions become listeners, `dataset` and `style` objects are applied key by key
 * (through the CSSOM, which the content security policy allows), false and null are left out.
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else if (name === "dataset") Object.assign(node.dataset, value);
    else if (name === "style") setStyles(node, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  append(node, children);
  return node;
}

/** Adds children; strings become text nodes, nothing is parsed. */
export function append(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

/** Applies CSS properties; those without a value are skipped. */
export function setStyles(node, styles) {
  for (const [property, value] of Object.entries(styles)) {
    if (value !== null && value !== undefined && value !== "") node.style.setProperty(property, value);
  }
}

/** Replaces everything inside a node. */
export function fill(node, ...children) {
  node.replaceChildren();
  return append(node, children);
}

/** Only these may stand in a link of ours; anything else is shown but not followed. */
export function safeLink(uri) {
  return /^(https?|tel|mailto|line):/i.test(uri || "") ? uri : null;
}

const LINKS = /(https?:\/\/[^\s<>"'「」『』（）、。]+)|(otpauth:\/\/[^\s<>"'「」]+)|(\b0\d{1,4}-\d{1,4}-\d{2,4}\b)/g;

/** Text with its web addresses and telephone numbers made into links, as LINE does. */
export function linked(text, { onOtpauth = null } = {}) {
  const parts = [];
  let end = 0;
  for (const found of String(text).matchAll(LINKS)) {
    parts.push(text.slice(end, found.index), linkFor(found, onOtpauth));
    end = found.index + found[0].length;
  }
  parts.push(text.slice(end));
  return parts;
}

function linkFor([whole, web, otpauth], onOtpauth) {
  if (web) return el("a", { href: web, target: "_blank", rel: "noopener noreferrer" }, web);
  if (otpauth) {
    if (!onOtpauth) return whole;
    return el("button", { type: "button", class: "text-link", onclick: () => onOtpauth(otpauth) }, otpauth);
  }
  return el("a", { href: `tel:${whole}` }, whole);
}

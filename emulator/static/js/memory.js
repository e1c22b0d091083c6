// Which phones and which tool are open: in the address, so that it can be shared, and in the browser.

const KEY = "line-emulator";

/** `{phones: [user id], panel: name}` of the address, else of last time. */
export function remembered() {
  const hash = new URLSearchParams(location.hash.slice(1));
  const stored = fromBrowser();
  return {
    phones: hash.has("phones") ? hash.get("phones").split(",").filter(Boolean) : stored.phones ?? [],
    panel: hash.get("panel") || stored.panel || null,
  };
}

function fromBrowser() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) || {};
  } catch {
    return {};
  }
}

export function remember(phones, panel) {
  const hash = new URLSearchParams();
  hash.set("phones", phones.join(","));
  if (panel) hash.set("panel", panel);
  history.replaceState(null, "", `#${hash.toString().replaceAll("%2C", ",")}`);
  try {
    localStorage.setItem(KEY, JSON.stringify({ phones, panel }));
  } catch {
    // A browser that keeps nothing still has the address.
  }
}

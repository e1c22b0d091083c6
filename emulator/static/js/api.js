// The one door to the emulator's control interface.

/** Thrown when the emulator refused; `status` and `problem` say why. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem || `HTTP ${status}`);
    this.status = status;
  }
}

async function call(method, path, body) {
  const options = { method, headers: {} };
  if (body instanceof FormData) options.body = body;
  else if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  const answer = await fetch(path, options);
  const text = await answer.text();
  const data = parsed(text);
  if (!answer.ok) throw new Refused(answer.status, data?.message || data?.error || text.slice(0, 200));
  return data;
}

function parsed(text) {
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

export const get = (path) => call("GET", path);
export const post = (path, body = {}) => call("POST", path, body);
export const remove = (path) => call("DELETE", path);

/** Does something as a user: `as(id, "text", {text})`. */
export const as = (user, deed, body) => post(`/emulator/users/${encodeURIComponent(user)}/${deed}`, body);
/** Reads something of a user: `of(id, "messages")`. */
export const of = (user, what) => get(`/emulator/users/${encodeURIComponent(user)}/${what}`);

// What happens on the server, as it happens. Falls back to asking when no stream is to be had.

const POLL_MS = 1500;

/**
 * Listens to the emulator. `heard(event)` gets each event; `caughtUp()` is called whenever events may have
 * been missed (at the start, after a break, and at every poll), so that the page fetches what it lacks.
 */
export function listen(heard, caughtUp) {
  let timer = null;
  const source = new EventSource("/emulator/events");
  source.addEventListener("open", () => {
    clearInterval(timer);
    timer = null;
    caughtUp();
  });
  source.addEventListener("message", (message) => {
    try {
      heard(JSON.parse(message.data));
    } catch (problem) {
      console.error("an event was not understood", message.data, problem);
    }
  });
  source.addEventListener("error", () => {
    timer ??= setInterval(caughtUp, POLL_MS);
    if (source.readyState === EventSource.CLOSED) setTimeout(() => again(timer, heard, caughtUp), 5000);
  });
}

/** A refused stream is not tried again by the browser itself. */
function again(timer, heard, caughtUp) {
  clearInterval(timer);
  listen(heard, caughtUp);
}

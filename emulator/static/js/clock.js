// The emulator's clock as the page knows it: the last time heard, and what has gone by since.

export class Clock {
  constructor(iso) {
    this.listeners = [];
    this.set(iso);
    setInterval(() => this.tick(), 1000);
  }

  set(iso) {
    const heard = Date.parse(iso);
    if (!Number.isNaN(heard)) this.offset = heard - Date.now();
    this.tick();
  }

  /** Milliseconds since 1970, travelling. */
  now() {
    return Date.now() + this.offset;
  }

  onTick(listener) {
    this.listeners.push(listener);
    listener();
  }

  tick() {
    this.listeners.forEach((listener) => listener());
  }
}

"""The vendor's callbacks: signed, in order for each session, tried again until they arrive, kept over restarts."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
import time
import uuid
from typing import Any

from emulator.apps import outgoing
from emulator.world import World

SPACE = "ekyc"
HEADER = "X-Ekyc-Signature"
STATUSES = ("method_chosen", "information_registered", "in_progress", "passed", "failed")
BACKOFF = (
    0.5,
    1,
    2,
    5,
    10,
    30,
    60,
    120,
    300,
)  # Real seconds after each try; after the last the vendor gives up.
Callback = dict[str, Any]


def hex_hmac(secret: str, data: bytes) -> str:
    """Hex HMAC-SHA256, the vendor's only kind of signature."""
    return hmac.new(secret.encode(), data, hashlib.sha256).hexdigest()


class Callbacks:
    """One thread that sends what is due. What is to be sent stands in the sessions themselves."""

    def __init__(self, world: World, secret: str, backoff: tuple[float, ...] = BACKOFF) -> None:
        self.world = world
        self.secret = secret
        self.backoff = backoff
        self.wake = threading.Event()
        self.stopping = False
        self.thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin sending; what a stopped vendor left waiting goes first."""
        self.thread = threading.Thread(target=self.run, name="ekyc-callbacks", daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """End the thread; nothing is lost."""
        self.stopping = True
        self.wake.set()
        if self.thread is not None:
            self.thread.join(outgoing.SECONDS + 1)

    def send(
        self,
        reference: str,
        status: str,
        times: int = 1,
        bad_signature: bool = False,
        out_of_order: bool = False,
    ) -> list[Callback]:
        """Put a status on its way and return its callbacks.

        `times` sends the same callback so often. `out_of_order` lets it overtake an in_progress that should have come
        before. A wrongly signed callback is not the vendor's word: it changes no status and is tried once.
        """
        with self.world.change():
            session = self.world.kv.get(SPACE, reference)
            statuses = ["in_progress", status] if out_of_order else [status]
            first = session["sequence"] + 1
            made = [self.callback(reference, one, first + n, bad_signature) for n, one in enumerate(statuses)]
            made = [one for one in reversed(made) for _ in range(times)]
            changed = {**session, "sequence": session["sequence"] + len(statuses)}
            if not bad_signature:
                changed["status"] = status
            changed["callbacks"] = [
                *session["callbacks"],
                *({**one, "id": str(uuid.uuid4())} for one in made),
            ]
            self.world.kv.put(SPACE, reference, changed)
        self.world.publish({"type": "ekyc", "reference": reference})
        self.wake.set()
        return made

    def callback(self, reference: str, status: str, sequence: int, bad_signature: bool) -> Callback:
        """A callback that has not been sent yet."""
        return {
            "status": status, "sequence": sequence, "event_id": str(uuid.uuid4()), "reference": reference,
            "at": self.world.now().isoformat(timespec="seconds"), "bad_signature": bad_signature,
            "state": "waiting", "attempts": 0, "http_status": None, "next_at": 0.0,
        }  # fmt: skip

    def run(self) -> None:
        """Send what is due, then wait for more or for the next try."""
        while not self.stopping:
            self.wake.clear()
            wait = 5.0
            for reference, _ in self.world.kv.items(SPACE):
                wait = min(wait, self.drain(reference))
            self.wake.wait(wait)

    def drain(self, reference: str) -> float:
        """Send a session's callbacks in their order until one has to wait; the seconds until then."""
        while not self.stopping:
            session = self.world.kv.get(SPACE, reference)
            waiting = [one for one in session["callbacks"] if one["state"] == "waiting"] if session else []
            if not waiting:
                break
            left = waiting[0]["next_at"] - time.time()
            if left > 0:
                return left
            self.try_once(session["callback_url"], waiting[0])
        return 5.0

    def try_once(self, url: str, callback: Callback) -> None:
        """Post one callback and write down how it went."""
        body = json.dumps({key: callback[key] for key in FIELDS}).encode()
        signature = hex_hmac("wrong" if callback["bad_signature"] else self.secret, body)
        try:
            status, _, _ = outgoing.call(
                "POST", url, body, {"Content-Type": "application/json", HEADER: signature}
            )  # fmt: skip
        except OSError:
            status = None
        self.note(callback, status)

    def note(self, callback: Callback, status: int | None) -> None:
        """Delivered, to be tried again, or given up."""
        attempts = callback["attempts"] + 1
        done = status is not None and 200 <= status < 300
        last = callback["bad_signature"] or attempts > len(self.backoff)
        state = "delivered" if done else "given_up" if last else "waiting"
        later = 0.0 if state != "waiting" else time.time() + self.backoff[attempts - 1]
        after = {**callback, "attempts": attempts, "http_status": status, "state": state, "next_at": later}
        with self.world.change():
            session = self.world.kv.get(SPACE, callback["reference"])
            if session is None:
                return
            kept = [after if one["id"] == callback["id"] else one for one in session["callbacks"]]
            self.world.kv.put(SPACE, callback["reference"], {**session, "callbacks": kept})
        self.world.publish({"type": "ekyc", "reference": callback["reference"]})


FIELDS = ("reference", "status", "sequence", "event_id", "at")

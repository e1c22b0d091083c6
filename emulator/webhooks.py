"""The webhook sender: signed posts to the bot, one at a time for each user, users side by side.

A lane is a queue of deliveries that keep their order; each user has one. Faults (duplicates, reordering, drops,
redelivery) are decided here, from the world's switches.
"""

from __future__ import annotations

import heapq
import itertools
import threading
import time
from collections import deque
from typing import Any

from emulator import events
from emulator.wire import encode, send, sign
from emulator.world import World

Delivery = dict[str, Any]
GATHER_SECONDS = 0.05  # Webhooks of several events take along what would be due this soon.
REORDER_SECONDS = 0.05  # A window that does not fill is let go after this long.


class Sender:
    """Threads that take deliveries from lanes and post them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.ready = threading.Condition()
        self.lanes: dict[str, deque[Delivery]] = {}
        self.due: list[
            tuple[float, int, str]
        ] = []  # (when, order, lane); a lane is here or with a thread, not both
        self.order = itertools.count()
        self.waiting: list[Delivery] = []  # deliveries held back for reordering
        self.pending = 0
        self.threads: list[threading.Thread] = []
        world.deliver = self.schedule

    def start(self) -> None:
        """Start the threads, and send again what a former process had not finished."""
        for _ in range(self.world.settings.sender_threads):
            thread = threading.Thread(target=self._work, name="webhook", daemon=True)
            thread.start()
            self.threads.append(thread)
        with self.world.lock:
            unsent = list(self.world.tables["delivery"].values())
        with self.ready:
            known = {delivery["event"]["webhookEventId"] for lane in self.lanes.values() for delivery in lane}
        for delivery in unsent:
            if delivery["event"]["webhookEventId"] not in known:
                self.schedule({**delivery, "redelivered": bool(delivery.get("tried"))})

    def schedule(self, delivery: Delivery) -> None:
        """Queue a delivery: dropped, doubled or held back as the switches say."""
        switches = self.world.switches
        if switches.chance(float(switches.webhook["drop"])):
            self._finish(delivery, "dropped by a switch")
            return
        copies = switches.copies()
        with self.ready:
            self.pending += 1 + copies
            window = int(switches.webhook["window"])
            if window > 1:
                self._hold(delivery, window)
            else:
                self._push(delivery["userId"], delivery)
            for number in range(copies):
                # Copies travel beside the original, so that a bot sees two of an event at the same time.
                self._push(f"{delivery['userId']}#{number}", {**delivery, "copy": True})

    def idle(self, timeout: float) -> int:
        """Wait until nothing is left to send; returns how many deliveries are still pending (0: idle)."""
        with self.ready:
            self.ready.wait_for(lambda: self.pending == 0, timeout)
            return self.pending

    def post(self, payload: dict[str, Any], signature: str | None = None) -> tuple[int | None, str]:
        """Post one signed body now. Returns the status (None when there was no answer) and a reason."""
        url = self.url()
        if not url:
            return None, "no webhook url"
        body = encode(payload)
        if signature is None:
            signature = sign(self.world.settings.channel_secret, body)
        return send(url, body, signature, float(self.world.switches.webhook["timeoutSeconds"]))

    def url(self) -> str | None:
        """Where webhooks go: as set over the API, else as in the settings."""
        stored = self.world.tables["setting"].get("webhook")
        if stored and stored["instead_of"] == self.world.settings.webhook_url:
            return stored["url"]
        return self.world.settings.webhook_url

    def stop(self) -> None:
        """Wake the threads and wait until they have ended, so that nobody writes to a closed store."""
        with self.ready:
            self.ready.notify_all()
        for thread in self.threads:
            thread.join(3)

    def _push(self, lane: str, delivery: Delivery) -> None:
        queue = self.lanes.setdefault(lane, deque())
        queue.append(delivery)
        if len(queue) == 1:
            self._wake(lane, float(self.world.switches.webhook["delayMs"]) / 1000)

    def _wake(self, lane: str, seconds: float = 0.0) -> None:
        heapq.heappush(self.due, (time.monotonic() + seconds, next(self.order), lane))
        self.ready.notify()

    def _hold(self, delivery: Delivery, window: int) -> None:
        self.waiting.append(delivery)
        if len(self.waiting) >= window:
            self._release()
        elif len(self.waiting) == 1:
            timer = threading.Timer(REORDER_SECONDS, self._release_late)
            timer.daemon = True
            timer.start()

    def _release(self) -> None:
        held, self.waiting = self.waiting, []
        self.world.switches.shuffle(held)
        for delivery in held:
            self._push(delivery["userId"], delivery)

    def _release_late(self) -> None:
        with self.ready:
            self._release()

    def _work(self) -> None:
        while not self.world.stopping.is_set():
            lanes = self._take()
            if lanes:
                deliveries = [self.lanes[lane][0] for lane in lanes]
                accepted = self._attempt(deliveries)
                for lane, delivery in zip(lanes, deliveries, strict=True):
                    self._done(lane, delivery, accepted)

    def _take(self) -> list[str]:
        """The lanes that are due now, as many as one webhook may hold events; none after a short wait."""
        with self.ready:
            now = time.monotonic()
            if not self.due:
                self.ready.wait(0.5)
            elif self.due[0][0] > now:
                self.ready.wait(min(0.5, self.due[0][0] - now))
            most = int(self.world.switches.webhook["batch"])
            until = now + (GATHER_SECONDS if most > 1 else 0.0)
            taken: list[str] = []
            if self.due and self.due[0][0] <= now:
                while self.due and self.due[0][0] <= until and len(taken) < most:
                    taken.append(heapq.heappop(self.due)[2])
            return taken

    def _attempt(self, deliveries: list[Delivery]) -> bool:
        """Send the deliveries in one webhook; True when it was accepted."""
        found = [self._before(delivery) for delivery in deliveries]
        started = time.perf_counter()
        status, reason = self.post({"destination": self.world.bot_user_id, "events": found})
        accepted = status is not None and 200 <= status < 300
        taken = round((time.perf_counter() - started) * 1000, 1)
        facts = {"at": self.world.now().isoformat(), "ms": taken, "status": status, "reason": reason}
        for delivery, event in zip(deliveries, found, strict=True):
            copy = delivery.get("copy", False)
            self.world.log.add(
                "webhook", event=event, accepted=accepted, copy=copy, together=len(found), **facts
            )
            shown = {"type": "webhook", "userId": delivery["userId"], "event": event["type"]}
            self.world.publish({**shown, "status": status, "reason": reason})
        return accepted

    def _before(self, delivery: Delivery) -> dict[str, Any]:
        """The event as it is sent now; its reply token's minute begins."""
        event = delivery["event"]
        if delivery.get("redelivered"):
            event = {**event, "deliveryContext": {"isRedelivery": True}}
        with self.world.change():
            events.stamp(self.world, event)
            if self.world.settings.state_path and not delivery.get("copy"):
                stored = {"event": delivery["event"], "userId": delivery["userId"], "tried": True}
                self.world.put("delivery", event["webhookEventId"], stored)
        return event

    def _done(self, lane: str, delivery: Delivery, accepted: bool) -> None:
        """Go on with the lane, or try the same delivery again after a while."""
        switches = self.world.switches.webhook
        tries = delivery.get("tries", 0) + 1
        again = (
            not accepted
            and switches["redelivery"]
            and tries < switches["attempts"]
            and not delivery.get("copy")
        )
        if again:
            delivery |= {"tries": tries, "redelivered": True}
        elif not delivery.get("copy"):
            self._forget(delivery)
        with self.ready:
            if again:
                waits = switches["backoff"] or [0.0]
                self._wake(lane, float(waits[min(tries, len(waits)) - 1]))
                return
            queue = self.lanes[lane]
            queue.popleft()
            if queue:
                self._wake(lane)
            else:
                del self.lanes[lane]
            self.pending -= 1
            self.ready.notify_all()

    def _finish(self, delivery: Delivery, reason: str) -> None:
        self._forget(delivery)
        self.world.log.add(
            "webhook", at=self.world.now().isoformat(), event=delivery["event"], status=None, reason=reason
        )

    def _forget(self, delivery: Delivery) -> None:
        with self.world.change():
            self.world.drop("delivery", delivery["event"]["webhookEventId"])

"""Who drains which person's inbox, and when. One person at a time, people side by side.

Threads (embedded): this file. `ENGINE=procrastinate` (several machines): the job engine's lock per person.
A lost wake-up never loses an event: a sweep finds whatever waits.
"""

import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import structlog

from bot import daily, dialogs, inbox, line_quota, logs, turn
from bot.house import House
from bot.sender import Sender
from bot.settings import SettingsRefused
from bot.talk import Dialog

SWEEP_SECONDS = 1.0
TOGETHER = 8  # people whose turns share a commit where one connection writes: more saves little, and the first waits for the last

log = structlog.get_logger()


class Engine(Protocol):
    """What the house asks of an engine."""

    def wake(self, line_user: str) -> None:
        """Something waits for this person."""

    def start(self) -> None:
        """Begin to work in this process."""

    def stop(self) -> None:
        """Finish the turns under way and stop."""

    def heartbeats(self) -> list[float]:
        """For every worker the seconds since its last sign of life, wherever it runs."""


def make_engine(house: House) -> Engine:
    """The engine the settings name."""
    if house.settings.engine == "threads":
        return ThreadEngine(house)
    from bot import jobs

    if (wrong := jobs.check(house.db)) is not None:
        raise SettingsRefused(wrong)
    return jobs.JobEngine(house.db)


class ThreadEngine:
    """Worker threads of this process; SQLite or PostgreSQL, but one process only."""

    def __init__(self, house: House, steps: Mapping[str, Dialog] = dialogs.DIALOGS) -> None:
        self._house = house
        self._dialogs = steps
        self._ready = threading.Condition()
        self._queue: deque[str] = deque()
        self._queued: set[str] = set()
        self._busy: set[str] = set()
        self._stopping = threading.Event()
        self._together = TOGETHER if house.db.sqlite else 1
        self._threads: list[threading.Thread] = []
        self.sender = Sender(house)

    def wake(self, line_user: str) -> None:
        """Queue a person once; a wake-up while a turn of theirs is under way is remembered."""
        with self._ready:
            if line_user not in self._queued:
                self._queued.add(line_user)
                self._queue.append(line_user)
                self._ready.notify()

    def start(self) -> None:
        """Start the workers, the sweep and the sender."""
        jobs: list[Callable[[], None]] = [self._work] * self._house.settings.workers + [self._sweep, self._watch]
        self._threads = [threading.Thread(target=job, daemon=True, name=f"engine-{n}") for n, job in enumerate(jobs)]
        for thread in self._threads:
            thread.start()
        self.sender.start(alone=True)

    def stop(self) -> None:
        """Let the turns under way finish, then stop."""
        self._stopping.set()
        with self._ready:
            self._ready.notify_all()
        for thread in self._threads:
            thread.join(timeout=10)
        self.sender.stop()

    def heartbeats(self) -> list[float]:
        """The threads of this process that live."""
        return [0.0 for thread in self._threads if thread.is_alive()] if not self._stopping.is_set() else []

    def drain(self, people: Sequence[str]) -> None:
        """Take every waiting event of some people, a turn of each at a time."""
        while people and not self._stopping.is_set():
            if len(people) > 1:
                people = turn.take_together(self._house, people, self._dialogs)
            else:
                people = people if turn.take_next(self._house, people[0], self._dialogs) else ()
            self.sender.wake()

    def _work(self) -> None:
        while people := self._next():
            logs.about("")
            try:
                self.drain(people)
            except Exception:
                log.exception("drain failed")  # The event waits on; the sweep comes back to it.
            finally:
                self._release(people)

    def _next(self) -> list[str]:
        """Whoever waits and is not busy, at most so many; waits for somebody. Nobody: the house is stopping."""
        with self._ready:
            while not self._stopping.is_set():
                if people := self._take_up():
                    return people
                self._ready.wait()
            return []

    def _take_up(self) -> list[str]:
        taken: list[str] = []
        for _ in range(len(self._queue)):
            line_user = self._queue.popleft()
            if line_user in self._busy:
                self._queue.append(line_user)
                continue
            self._queued.discard(line_user)
            self._busy.add(line_user)
            taken.append(line_user)
            if len(taken) == self._together:
                break
        return taken

    def _release(self, people: Sequence[str]) -> None:
        with self._ready:
            self._busy.difference_update(people)
            self._ready.notify()

    def _sweep(self) -> None:
        while not self._stopping.wait(SWEEP_SECONDS):
            try:
                with self._house.db.reading() as tx:
                    waiting = inbox.waiting_users(tx, self._house.clock.real_ms())
                for line_user in waiting:
                    self.wake(line_user)
                daily.run(self._house)
                self.sender.wake()
            except Exception:
                log.exception("sweep failed")

    def _watch(self) -> None:
        line_quota.watch(self._house, self._stopping)

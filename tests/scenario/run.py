"""One run: people, a clerk, registrants, deaths, faults; then quiet, and the oracle."""

import itertools
import random
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from domain.store import migrate, state
from domain.store.tables import line_event, outgoing
from emulator.app import Handle
from emulator.app import start as start_emulator
from emulator.driver import Emulator
from emulator.settings import Settings as EmulatorSettings
from tests.scenario import oracle
from tests.scenario.desk import Clerk
from tests.scenario.people import Person
from tests.scenario.refold import Model
from tests.scenario.registrant import Registrant
from tests.scenario.service import EKYC_SECRET, SECRET, TOKEN, Process, Service

MORNING = "2026-11-30T10:00:00+09:00"  # a Monday, the desk and the service are open
WEBHOOKS = {
    "duplicates": 3, "duplicateProbability": 0.2, "window": 4, "batch": 3, "redelivery": True, "attempts": 100_000, "timeoutSeconds": 5.0,
    "backoff": [0.03, 0.06, 0.1, 0.2],
}  # fmt: skip
API_FAULTS = (
    {"fault": "error500", "probability": 0.04}, {"fault": "reset", "probability": 0.03}, {"fault": "lost", "probability": 0.04},
    {"fault": "delay", "probability": 0.1, "ms": 60},
)  # fmt: skip
POINT_SHARE = 6  # a point is reached only if enough happens: so many times the events of a kill
RARE_FAULTS = (
    {"fault": "rate", "endpoint": "push", "probability": 0.02, "count": 4},
    {"fault": "timeout", "probability": 0.002, "count": 2, "seconds": 11.0},
)


@dataclass(frozen=True)
class Plan:
    """How much of what."""

    seed: int = 1
    users: int = 30
    events: int = 250
    kills: int = 5
    points: Sequence[str] = ()  # failpoints to die at, as name:count
    registrants: int = 2
    clerk: bool = True
    api_faults: bool = True
    rare_faults: bool = True
    many_faults: bool = False  # rate limits and time-outs all along, not just a few
    plant: str = ""
    engine: str = "threads"  # or procrastinate: web processes and workers on PostgreSQL
    webs: int = 2
    workers: int = 2
    environment: Mapping[str, str] = field(default_factory=dict)  # besides, of every process
    shuffles: bool = True  # LINE doubles, reorders and batches its webhooks
    gap: float = 0.8  # seconds between two deaths, at most
    walkers: int = 4
    settle_seconds: float = 120.0


@dataclass
class Result:
    """What came of it."""

    plan: Plan
    findings: list[str] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)


class Run:
    """One emulator, one service, and everybody."""

    def __init__(self, plan: Plan, home: Path) -> None:
        self.plan = plan
        self.service = Service(home, plan.engine, plan.plant, plan.webs, plan.workers)
        self.service.more |= plan.environment
        self.handle: Handle = start_emulator(EmulatorSettings(
            webhook_url=f"{self.service.url}/line/webhook", channel_secret=SECRET, channel_access_token=TOKEN, port=0, smtp_port=0,
            ekyc_secret=EKYC_SECRET, clock_url=None, seed=plan.seed, log_size=1_000_000, redelivery=True,
        ))  # fmt: skip
        self.emulator = Emulator(self.handle.url)
        self.service.emulator_url = self.handle.url
        self.service.smtp_port = int(self.emulator.get("/mailbox/server")["port"])
        self.emulator.travel(now=MORNING)
        self.db = self.service.database()
        if self.db.sqlite:
            migrate.upgrade(self.db)
        self.clerk = Clerk(self.service.url, self.now, f"clerk {plan.seed}")
        with self.db.writing() as tx:
            state.put(tx, "clock_offset", self.handle.world.clock.offset)
        self.clerk.is_hired(self.db, int(self.now() * 1000))
        self.people = [self._person(f"{plan.seed}:{number}") for number in range(plan.users)]
        self.chairs = [
            Registrant(self._person(f"{plan.seed}:chair{n}"), self.db, self.handle.url, n, self.now)
            for n in range(plan.registrants)
        ]
        self.allowed, self.made = 0, 0
        self.counting = threading.Condition()
        self.over = threading.Event()
        self.troubles: list[str] = []
        self.trouble: Callable[[], None] | None = None  # done while the crowd goes on
        self.deaths = {"kill": 0, "point": 0, "point not reached": 0, "web": 0, "worker": 0}

    def now(self) -> float:
        """The emulated time in seconds."""
        return self.handle.world.clock.milliseconds() / 1000

    def close(self) -> None:
        """End everything that was started."""
        self.over.set()
        self.handle.stop()
        self.db.close()
        self.service.close()

    # ---- Everybody at once ----

    def goes(self) -> Result:
        """The whole run."""
        began = time.monotonic()
        self.emulator.switch(**WEBHOOKS | ({} if self.plan.shuffles else {"duplicates": 1, "window": 0, "batch": 1}))
        faults = (API_FAULTS if self.plan.api_faults else ()) + (RARE_FAULTS if self.plan.rare_faults else ())
        if self.plan.many_faults:
            faults = tuple(
                fault | {"count": fault["count"] * 8} if fault.get("count") else fault for fault in faults
            )
        if faults:
            self.emulator.switch(*faults)
        crowd = [
            threading.Thread(target=self._safely, args=(self._walk, n), daemon=True)
            for n in range(self.plan.walkers)
        ]
        chairs = [
            threading.Thread(target=self._safely, args=(self._register, chair), daemon=True)
            for chair in self.chairs
        ]
        clerk = threading.Thread(target=self._safely, args=(self.clerk.works, self.over.is_set), daemon=True)
        for thread in [*crowd, *chairs, *([clerk] if self.plan.clerk else [])]:
            thread.start()
        self._dies()
        for thread in [*crowd, *chairs]:
            thread.join()
        result = Result(self.plan)
        self.emulator.post("/emulator/switches", {"api": []})
        result.findings += self._settles()
        quiet_at = time.monotonic()
        self._replays()
        result.findings += self._settles()
        self.over.set()
        self.service.stop()
        result.findings += self.troubles + self._judged(result.figures)
        result.figures |= {
            "seconds": round(time.monotonic() - began),
            "quiet_at": quiet_at,
            "deaths": dict(self.deaths),
            "starts": self.service.starts,
        }
        return result

    def _walk(self, number: int) -> None:
        """One thread leads every n-th person about."""
        will = random.Random(f"{self.plan.seed}:walker{number}")
        mine = self.people[number :: self.plan.walkers]
        while self._may_act():
            person = will.choice(mine)
            since = person.seq()
            self._count(person.acts())
            if will.random() < 0.6:
                until = time.monotonic() + will.random() * 0.4
                while time.monotonic() < until and not person.sees_answer(since):
                    time.sleep(0.01)

    def _register(self, chair: Registrant) -> None:
        if not chair.registers(
            self.over.is_set, self.plan.settle_seconds + 2.0 * (self.plan.kills + len(self.plan.points))
        ):
            self.troubles.append(f"chairperson {chair.number} got no receipt: {chair.trail[-12:]}")

    def _may_act(self) -> bool:
        with self.counting:
            self.counting.wait_for(
                lambda: self.made < self.allowed or self.over.is_set() or self.allowed >= self.plan.events
            )
            return self.made < self.plan.events and not self.over.is_set()

    def _count(self, events: int) -> None:
        with self.counting:
            self.made += events

    def _dies(self) -> None:
        """Let one process after the other die and begin again; the crowd goes on meanwhile, a share of its events a life."""
        will = random.Random(f"{self.plan.seed}:deaths")
        deaths = ["kill"] * self.plan.kills + list(self.plan.points)
        will.shuffle(deaths)
        if self.service.workers:  # While one of several dies, the others go on.
            self.service.start()
        shares = list(itertools.accumulate(1 if death == "kill" else POINT_SHARE for death in deaths))
        for death, share in zip(deaths, shares, strict=True):
            self._allow(self.plan.events * share // (shares[-1] + 1))
            point = "" if death == "kill" else death
            process = will.choice(self.service.those_passing(point))
            self._dies_at(process, point) if point else self._is_killed(process, will)
        self.service.start()
        if self.trouble:
            self._allow(self.plan.events // 4)
            self.trouble()
        self._allow(self.plan.events)

    def _is_killed(self, process: Process, will: random.Random) -> None:
        """At a random moment, now and then while it is only starting."""
        if not process.alive():
            process.start()
        if will.random() < 0.85:
            process.wait_until_ready()
        time.sleep(will.random() * self.plan.gap)
        process.kill()
        self._count_death("kill", process)
        if self.service.workers:
            process.start()

    def _dies_at(self, process: Process, point: str) -> None:
        """Of itself, at a named point."""
        if process.alive():
            process.kill()
            self._count_death("kill", process)
        process.start(failpoint=point)
        reached = process.died_at_failpoint(8.0)
        if not reached:
            process.kill()
        self._count_death("point" if reached else "point not reached", process)
        if self.service.workers:
            process.start()

    def _count_death(self, how: str, process: Process) -> None:
        self.deaths[how] += 1
        if how != "point not reached":
            self.deaths[process.kind] += 1

    def allow_more(self, events: int = 40) -> None:
        """Let the crowd do so much more at once."""
        self._allow(min(self.plan.events, self.allowed + events))

    def reaches(self, events: int) -> None:
        """Wait until the crowd has done so much."""
        self._allow(events)
        until = time.monotonic() + self.plan.settle_seconds
        while self.made < events and time.monotonic() < until:
            time.sleep(0.05)

    def _allow(self, events: int) -> None:
        with self.counting:
            self.allowed = events
            self.counting.notify_all()

    def _safely(self, job: Any, *arguments: Any) -> None:
        try:
            job(*arguments)
        except Exception:
            self.troubles.append(traceback.format_exc())

    # ---- Afterwards ----

    def _settles(self) -> list[str]:
        """Until every webhook was answered, every event taken and every row carried out."""
        until = time.monotonic() + self.plan.settle_seconds
        while time.monotonic() < until:
            if self.emulator.idle(5) and self._open() == (0, 0):
                return []
            time.sleep(0.1)
        return [
            f"never quiet: (events waiting, rows to send) = {self._open()}, alive = {self.service.alive()}"
        ]

    def _open(self) -> tuple[int, int]:
        with self.db.reading() as tx:
            waiting = tx.execute(select(func.count()).where(line_event.c.state == "waiting")).scalar_one()
            unsent = tx.execute(
                select(func.count()).where(outgoing.c.state.in_(("queued", "sending")))
            ).scalar_one()
        return int(waiting), int(unsent)

    def _replays(self) -> None:
        """Days later LINE sends some of the old events once more."""
        will = random.Random(f"{self.plan.seed}:replays")
        events = [entry["event"] for entry in self.handle.world.log.since(kind="webhook")]
        for event in will.sample(events, min(60, len(events))):
            self.emulator.webhook([{**event, "deliveryContext": {"isRedelivery": True}}])

    def _judged(self, figures: dict[str, Any]) -> list[str]:
        log = self.handle.world.log.since()
        ledger = oracle.of_emulator(log)
        unmodelled = frozenset(chair.person.name for chair in self.chairs)
        found = oracle.judge(self.db, ledger, Model(self.service.url, as_told=not self.plan.shuffles), unmodelled)
        refused = [
            entry for entry in log if entry.get("rejected") and "reply token" not in str(entry.get("reason"))
        ]
        found += [f"LINE refused a call: {entry['endpoint']} {entry['reason']}" for entry in refused]
        unknown, replies = oracle.replies_nobody_knows_of(self.db)
        webhooks = [entry for entry in log if entry["kind"] == "webhook"]
        figures |= {
            "people": len(self.people) + len(self.chairs), "events": len(ledger.accepted), "webhook deliveries": len(webhooks),
            "webhooks refused": sum(1 for entry in webhooks if not entry.get("accepted")),
            "messages delivered": sum(len(calls) for calls in ledger.delivered.values()), "replies": replies, "replies whose fate nobody knows": unknown,
            "talks taken over by staff": self.clerk.taken, "registrations": len(self.chairs),
            "API calls with a fault": sum(1 for entry in log if entry.get("fault")),
        }  # fmt: skip
        return found + self._said_once(ledger)

    def _said_once(self, ledger: oracle.Ledger) -> list[str]:
        """What the clerk posted is there once, however often the form was posted; not for whoever blocked us meanwhile."""
        texts = [
            message.get("text")
            for calls in ledger.delivered.values()
            for messages in calls
            for message in messages
        ]
        with self.db.reading() as tx:
            rows = tx.execute(select(outgoing.c.payload, outgoing.c.state, outgoing.c.first_sent_at).where(outgoing.c.source.like("staff:%"))).all()
        # A call whose answer was lost, and the person blocked us before it was tried again: it may have arrived.
        allowed = {row.payload["messages"][0]["text"]: ((0, 1) if row.first_sent_at else (0,)) if row.state == "blocked" else (1,) for row in rows}
        return [f"the clerk's {word!r} was delivered {texts.count(word)} times" for word in self.clerk.said if texts.count(word) not in allowed.get(word, (1,))]

    def _person(self, seed: str) -> Person:
        phone = self.emulator.phone()
        phone.emulator = (
            self.emulator
        )  # One connection a thread for all phones: a thousand would be too many.
        person = Person(phone, self.handle.world, seed)
        person.others = lambda: self._foreign_card(person)
        return person

    def _foreign_card(self, person: Person) -> str | None:
        tapped = [other.tapped[-1] for other in self.people if other is not person and other.tapped]
        return person.will.choice(tapped) if tapped else None


@contextmanager
def running(plan: Plan, home: Path) -> Iterator[Run]:
    """A run that is ended whatever happens."""
    run = Run(plan, home)
    try:
        yield run
    finally:
        run.close()

"""How long one chat turn takes: signed bytes → inbox row → turn → rendered LINE JSON in the outbox, two commits.

    python -m bench.turn             figures as a table, with the goal
    python -m bench.turn --json      the same for programs

2,000 people x 8 turns in shuffled order go through the floor (bench/floor.py) and through our house, several times; a
figure is the median of the runs. Every stored application is checked. Making the next event and reading the answer are
the bench's own work and stay out of the time; the engine's look whether more waits is in it. The goal was set for commits
that do not wait for the disk (synchronous=NORMAL), so floor and house do without; `flushed` is what is served, on both
sides: a commit returns when a power cut cannot take it. Three ways to meet:

`turn_burst_ratio` the crowd as the engine meets it: eight webhooks have come in, each with a commit of its own, before
their turns are taken, which share a commit (TOGETHER in bot/engine.py). The goal counts turns a second, so it is held here.
`turn_apart_ratio` nobody else is there: every turn pays two commits alone.
`turn_time_ratio` as above, but floor and house take every turn by turns, so that both meet the machine in the same state:
its clock, its neighbours, and caches that other work has been through. In the other two they take 500 turns each by turns,
and the floor, a loop of a few lines, stays in the processor's caches.
"""

import gc
import itertools
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from bench import house
from bench.floor import Floor
from bench.form_dialog import FIELDS, Answer, answers_of
from bench.tell import main
from bot.engine import TOGETHER

PEOPLE = 2_000
REPEATS = 3
APART = 500  # turns
GOALS = {"turn_burst_ratio": ("<=", 5.0)}

Told = tuple[bytes, str]  # a webhook's body and signature


class Contender(Protocol):
    """What is measured: ours or the floor."""

    def begin(self, line_user: str) -> None: ...

    def turns(self, told: Sequence[Told]) -> None: ...

    def answer(self, line_user: str) -> list[dict[str, Any]]: ...

    def applications(self) -> dict[str, dict[str, Any]]: ...


def run(people: int = PEOPLE, repeats: int = REPEATS) -> dict[str, Any]:
    """Every figure. Raises AssertionError where a stored application is not what was answered."""
    together, apart, burst, flushed_apart, flushed_burst = [], [], [], [], []
    for repeat in range(repeats):
        together.append(_pair(people, repeat, 1, 1))
        apart.append(_pair(people, repeat, 1, APART))
        burst.append(_pair(people, repeat, TOGETHER, APART // TOGETHER))
        flushed_apart.append(_pair(people, repeat, 1, APART, flushed=True))
        flushed_burst.append(_pair(people, repeat, TOGETHER, APART // TOGETHER, flushed=True))
    figures: dict[str, Any] = {"turn_people": people, "turn_repeats": repeats}
    ways = {"burst": burst, "apart": apart, "flushed_burst": flushed_burst, "flushed_apart": flushed_apart}
    for way, pairs in {**ways, "time": together}.items():
        figures[f"turn_{way}_ratio"] = statistics.median(our["us"] / floor["us"] for floor, our in pairs)
    for name, of in (("turn_p50_ratio", "p50_us"), ("turn_cpu_ratio", "cpu_us")):
        figures[name] = statistics.median(our[of] / floor[of] for floor, our in together)
    for place, who in enumerate(("floor", "turn")):
        figures |= {f"{who}_{name}": statistics.median(pair[place][name] for pair in together) for name in together[0][place]}
        for way, pairs in ways.items():
            figures[f"{who}_{way}_per_second"] = statistics.median(pair[place]["per_second"] for pair in pairs)
    return figures | {"turn_statements": statements()}


def _pair(people: int, seed: int, burst: int, apart: int, flushed: bool = False) -> list[dict[str, float]]:
    with tempfile.TemporaryDirectory() as folder:
        return measured([Floor(f"{folder}/floor.db", flushed), house.Ours(house.sqlite(folder), flushed)], people, seed, burst, apart)


def measured(contenders: Sequence[Contender], people: int, seed: int, burst: int = 1, apart: int = 1) -> list[dict[str, float]]:
    """Let everybody fill in the form with every contender, so many at once, by turns after so many bursts; figures of a
    turn, times in microseconds."""
    order = [person for person in range(people) for _ in FIELDS]
    random.Random(seed).shuffle(order)
    wall: list[list[float]] = [[] for _ in contenders]
    cpu: list[list[float]] = [[] for _ in contenders]
    streams = [_bursts(contender, order, burst) for contender in contenders]
    while sum(map(len, wall)) < len(order) * len(contenders):
        for n, contender in enumerate(contenders):
            for told in itertools.islice(streams[n], apart):
                wall_began, cpu_began = time.perf_counter(), time.process_time()
                contender.turns(told)
                cpu[n] += [(time.process_time() - cpu_began) / len(told)] * len(told)
                wall[n] += [(time.perf_counter() - wall_began) / len(told)] * len(told)
    for contender in contenders:
        check(contender, people)
    return [_figures(sorted(walls), cpus) for walls, cpus in zip(wall, cpu, strict=True)]


def _figures(wall: list[float], cpu: list[float]) -> dict[str, float]:
    return {
        "per_second": len(wall) / sum(wall), "us": statistics.mean(wall) * 1e6, "cpu_us": statistics.mean(cpu) * 1e6,
        "p50_us": wall[len(wall) // 2] * 1e6, "p99_us": wall[len(wall) * 99 // 100] * 1e6,
    }  # fmt: skip


def check(contender: Contender, people: int) -> None:
    """Every person's application is stored, with the values that were answered and no others."""
    stored = contender.applications()
    assert len(stored) == people, f"{len(stored)} applications of {people} people"
    for person in range(people):
        wanted = {name: answer.value for name, answer in answers_of(person).items()}
        assert stored[house.user(person)] == wanted, f"{stored[house.user(person)]} instead of {wanted}"


def statements(people: int = 5) -> float:
    """Statements SQLite runs a turn, BEGIN and COMMIT included, over whole forms."""
    with tempfile.TemporaryDirectory() as folder:
        ours = house.Ours(house.sqlite(folder))
        seen, of_turns = ours.watch_statements(), 0
        turns = [person for person in range(people) for _ in FIELDS]
        for told in _bursts(ours, turns, 1):
            before = len(seen)
            ours.turns(told)
            of_turns += sum(not one.startswith("PRAGMA") for one in seen[before:])
        return of_turns / len(turns)


def _bursts(contender: Contender, order: Sequence[int], burst: int) -> Iterator[list[Told]]:
    """The next people's next answers as signed webhooks, made from what is on their screens; nobody twice in a burst."""
    pending, screens = {}, {}
    for person in sorted(set(order)):
        contender.begin(house.user(person))
        pending[person] = iter(answers_of(person).values())
        screens[person] = _buttons(contender.answer(house.user(person)))
    gc.collect()
    numbers = itertools.count()
    for people in _crowds(order, burst):
        yield [_answered(next(numbers), person, next(pending[person]), screens[person]) for person in people]
        for person in people:
            screens[person] = _buttons(contender.answer(house.user(person)))


def _crowds(order: Sequence[int], most: int) -> Iterator[list[int]]:
    crowd: list[int] = []
    for person in order:
        if len(crowd) == most or person in crowd:
            yield crowd
            crowd = []
        crowd.append(person)
    yield crowd


def _answered(number: int, person: int, answer: Answer, screen: Sequence[str]) -> Told:
    who = house.user(person)
    told = house.message(number, who, answer.text) if answer.button is None else house.tap(number, who, screen[answer.button])
    body = house.webhook_body(told)
    return body, house.signature(body)


def _buttons(thing: Any) -> list[str]:
    """The data of every button of some messages, in order."""
    if isinstance(thing, list):
        return [data for one in thing for data in _buttons(one)]
    if not isinstance(thing, dict):
        return []
    action = thing.get("action") or {}
    if action.get("type") == "postback":
        return [action["data"]]
    return [data for key in ("contents", "body", "footer") for data in _buttons(thing.get(key))]


if __name__ == "__main__":
    sys.exit(main(run, GOALS))

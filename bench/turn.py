"""How long one chat turn takes: signed bytes → inbox row → turn → rendered LINE JSON in the outbox, two commits.

    python -m bench.turn             figures as a table, with the goal
    python -m bench.turn --json      the same for programs

2,000 people x 8 turns in shuffled order go through the floor (bench/floor.py) and through our house, several times; a
figure is the median of the runs. Every stored application is checked. Making the next event and reading the answer are
the bench's own work and stay out of the time; the engine's look whether more waits is in it.

`turn_time_ratio` takes every turn twice, once on the floor and once with us, so that both meet the machine in the same
state: its clock, its neighbours, and caches that other work has been through, as in a house that also serves pages.
`turn_apart_ratio` runs one after the other; there the floor, a loop of a few lines, stays in the processor's caches. The
goal is held against this one, the harder of the two: it is how its own figures (15,900 turns a second) were taken.
"""

import gc
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

from bench import house
from bench.floor import Floor
from bench.form_dialog import FIELDS, Answer, answers_of
from bench.tell import main

PEOPLE = 2_000
REPEATS = 3
GOALS = {"turn_apart_ratio": ("<=", 5.0)}


class Contender(Protocol):
    """What is measured: ours or the floor."""

    def begin(self, line_user: str) -> None: ...

    def turn(self, body: bytes, signature: str) -> None: ...

    def answer(self, line_user: str) -> list[dict[str, Any]]: ...

    def applications(self) -> dict[str, dict[str, Any]]: ...


def run(people: int = PEOPLE, repeats: int = REPEATS) -> dict[str, Any]:
    """Every figure. Raises AssertionError where a stored application is not what was answered."""
    together, apart = [], []
    for repeat in range(repeats):
        together.append(_pair(people, repeat, lambda floor, ours, *how: measured([floor, ours], *how)))
        apart.append(_pair(people, repeat, lambda floor, ours, *how: measured([floor], *how) + measured([ours], *how)))
    figures: dict[str, Any] = {"turn_people": people, "turn_repeats": repeats}
    for name, of in (("turn_time_ratio", "us"), ("turn_p50_ratio", "p50_us"), ("turn_cpu_ratio", "cpu_us")):
        figures[name] = statistics.median(our[of] / floor[of] for floor, our in together)
    figures["turn_apart_ratio"] = statistics.median(our["us"] / floor["us"] for floor, our in apart)
    for place, who in enumerate(("floor", "turn")):
        figures |= {f"{who}_{name}": statistics.median(pair[place][name] for pair in together) for name in together[0][place]}
        figures[f"{who}_apart_per_second"] = statistics.median(pair[place]["per_second"] for pair in apart)
    return figures | {"turn_statements": statements()}


def _pair(people: int, seed: int, measure: Callable[..., list[dict[str, float]]]) -> list[dict[str, float]]:
    with tempfile.TemporaryDirectory() as folder:
        return measure(Floor(f"{folder}/floor.db"), house.Ours(house.sqlite(folder)), people, seed)


def measured(contenders: Sequence[Contender], people: int, seed: int) -> list[dict[str, float]]:
    """Let everybody fill in the form, each turn with every contender; figures of a turn, times in microseconds."""
    order = [person for person in range(people) for _ in FIELDS]
    random.Random(seed).shuffle(order)
    wall: list[list[float]] = [[] for _ in contenders]
    cpu: list[list[float]] = [[] for _ in contenders]
    for told in zip(*(_events(contender, order) for contender in contenders), strict=True):
        for n, (body, signed) in enumerate(told):
            wall_began, cpu_began = time.perf_counter(), time.process_time()
            contenders[n].turn(body, signed)
            cpu[n].append(time.process_time() - cpu_began)
            wall[n].append(time.perf_counter() - wall_began)
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
        for body, signed in _events(ours, turns):
            before = len(seen)
            ours.turn(body, signed)
            of_turns += sum(not one.startswith("PRAGMA") for one in seen[before:])
        return of_turns / len(turns)


def _events(contender: Contender, order: list[int]) -> Iterator[tuple[bytes, str]]:
    """The next person's next answer as a signed webhook, made from what is on that person's screen."""
    pending, screens = {}, {}
    for person in sorted(set(order)):
        contender.begin(house.user(person))
        pending[person] = iter(answers_of(person).values())
        screens[person] = _buttons(contender.answer(house.user(person)))
    gc.collect()
    for number, person in enumerate(order):
        answer: Answer = next(pending[person])
        who = house.user(person)
        if answer.button is None:
            told = house.message(number, who, answer.text)
        else:
            told = house.tap(number, who, screens[person][answer.button])
        body = house.webhook_body(told)
        yield body, house.signature(body)
        screens[person] = _buttons(contender.answer(who))


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

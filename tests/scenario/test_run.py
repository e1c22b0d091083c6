"""A short run of everything: servers that are killed, a wire that breaks, people who tap what they like (T54-T60).

200 kills in all, half of them on each engine; `make faults` does it with 500 people and 5,000 events.
"""

import pytest

from domain import passwords
from tests.scenario.run import Plan, running

POINTS = {
    "threads": (
        "webhook.stored:3", "turn.taken:5", "turn.committed:4", "sender.calling:3", "sender.called:4", "sender.settled:2", "house.waking:5",
    ),
    "procrastinate": (
        "webhook.stored:1", "webhook.committed:2", "house.waking:1", "turn.taken:1", "turn.committed:1", "sender.claimed:1", "sender.calling:2",
        "sender.called:1", "sender.settled:1",
    ),
}  # fmt: skip
ENGINES = ["threads", pytest.param("procrastinate", marks=pytest.mark.postgres)]


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
def test_a_killed_server_loses_nothing_and_doubles_nothing(engine, tmp_path):
    passwords.hasher(passwords.COST)
    plan = Plan(users=60, events=600, kills=100, points=POINTS[engine], registrants=1, engine=engine, gap=0.3, settle_seconds=240.0)
    with running(plan, tmp_path) as run:
        result = run.goes()
    print(result.figures)
    assert result.findings == []
    assert result.figures["deaths"]["kill"] >= 100
    assert result.figures["deaths"]["point"] >= 4
    assert result.figures["events"] >= 600
    if engine == "procrastinate":
        assert min(result.figures["deaths"][kind] for kind in ("web", "worker")) >= 25


@pytest.mark.slow
def test_a_planted_fault_is_found_in_a_run_too(tmp_path):
    """The runner's own oracle is no decoration: a served house that ignores card ids is told from a sound one."""
    with running(
        Plan(
            users=8,
            events=150,
            kills=0,
            registrants=0,
            clerk=False,
            api_faults=False,
            rare_faults=False,
            plant="card_ids_ignored",
        ),
        tmp_path,
    ) as run:
        result = run.goes()
    assert result.findings

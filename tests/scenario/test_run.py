"""A short run of everything: a server that is killed, a wire that breaks, people who tap what they like (T54-T60).

`make faults` does it with 500 people, 5,000 events and 100 kills.
"""

import pytest

from domain import passwords
from tests.scenario.run import Plan, running

POINTS = (
    "webhook.stored:3",
    "turn.taken:5",
    "turn.committed:4",
    "sender.calling:3",
    "sender.called:4",
    "sender.settled:2",
    "house.waking:5",
)


@pytest.mark.slow
def test_a_killed_server_loses_nothing_and_doubles_nothing(tmp_path):
    passwords.hasher(passwords.COST)
    with running(Plan(users=16, events=160, kills=4, points=POINTS, registrants=1), tmp_path) as run:
        result = run.goes()
    assert result.findings == []
    assert result.figures["deaths"]["kill"] == 4
    assert result.figures["deaths"]["point"] >= 5
    assert result.figures["events"] >= 160


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

"""Dying before and after every commit and every send, and going on: nothing lost, nothing doubled (T55)."""

import pytest

from bot import failpoints
from domain import passwords
from tests.scenario.refold import Model
from tests.scenario.small import SETTINGS, A, B, C, D, Small, crash
from tests.scenario.story import STORY, UNMODELLED

# A sample for every day; `make faults` dies at every pass of every point.
PASSES = {"webhook.stored": (1, 5, 16), "webhook.committed": (2, 7), "turn.taken": (1, 9, 17, 24), "turn.committed": (3, 13), "sender.claimed": (4,),
          "sender.calling": (2, 20), "sender.called": (1, 11, 22), "sender.settled": (6,), "page.stored": (1,), "ekyc.stored": (1, 2), "staff.stored": (1, 2), "filing.stored": (1,), "house.waking": (3, 15)}  # fmt: skip


@pytest.fixture(autouse=True)
def _mortal(monkeypatch):
    monkeypatch.setattr(failpoints, "die", crash)
    passwords.hasher(passwords.CHEAP)
    yield
    failpoints.arm("")
    passwords.hasher(passwords.COST)


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """An empty database, made once."""
    home = tmp_path_factory.mktemp("template")
    small = Small(home)
    small.house.db.close()  # The last to leave folds the log into the file.
    return home / "small.db"


def model() -> Model:
    return Model(str(SETTINGS["public_url"]))


def ends_well(small: Small) -> None:
    assert (small.talk(A).dialog, small.talk(A).friend) == ("menu", True)
    assert (small.talk(B).dialog, small.talk(B).owner) == ("menu", "bot")
    assert (small.talk(C).dialog, small.talk(C).state) == ("registration", "correcting")
    assert (small.talk(D).dialog, small.talk(D).state) == ("registration", "awaiting_mail")
    assert small.said(C).count("受付番号") >= 1
    assert sum("直していただきたいところが1か所あります" in str(messages) for messages in small.line.ledger.delivered[C]) == 1
    assert set(small.line.mails.values()) == {1}


def test_the_story_without_a_death_satisfies_the_oracle(tmp_path, template):
    small = Small(tmp_path, template)
    small.plays(STORY)
    assert small.judges(model(), UNMODELLED) == []
    ends_well(small)


@pytest.mark.parametrize(("point", "passes"), [(point, n) for point, all_ in PASSES.items() for n in all_])
def test_dying_at_a_point_loses_nothing_and_doubles_nothing(point, passes, tmp_path, template):
    small = Small(tmp_path, template)
    small.plays(STORY, f"{point}:{passes}")
    assert small.deaths == 1, "the point was not reached: choose another pass"
    assert small.judges(model(), UNMODELLED) == []
    ends_well(small)


@pytest.mark.parametrize(
    "faults",
    [
        ["lost"] * 3,
        ["unclear", "lost"] * 4,
        ["rate", "", "lost", "unsent", "rate"] * 3,
        ["reserved", "lost", "unclear"] * 3,
    ],
)
def test_lost_answers_and_refusals_of_the_wire_double_nothing(faults, tmp_path, template):
    """Pushes are tried again with their key; a reply nobody knows of is left (T60, T61)."""
    small = Small(tmp_path, template)
    small.line.faults.extend(faults)
    small.plays(STORY)
    assert small.judges(model(), UNMODELLED) == []
    ends_well(small)


def test_every_point_stands_in_the_code():
    """A point that nothing passes would prove nothing."""
    from tests.reading import ROOT

    code = "".join(
        path.read_text("utf-8") for path in (ROOT / "bot").rglob("*.py") if path.name != "failpoints.py"
    )
    kinds = {"page", "ekyc", "staff", "filing"}
    for point in failpoints.POINTS:
        owner, _, word = point.partition(".")
        assert f'reach("{point}")' in code or (
            owner in kinds and word == "stored" and 'reach(f"{kind}.stored")' in code
        ), point

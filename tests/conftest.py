"""Over every test: LINE's emulator refuses nothing that the bot sends (issue 4).

Whatever the bot renders in a test's process is held against the emulator's rules at once. An emulator that a test has
started is asked for refused calls when it stops. What a switch of the emulator planted is no refusal; nor is the answer
that something asked for is not there, a wrong channel token, a body that says it is wrong on purpose, or a reply token that came too late, which the bot makes up
for with a push.
"""

import os
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from bot import line
from emulator.app import Handle
from emulator.limits.check import check_messages
from tests.browsers import chromium  # noqa: F401 - a fixture of every test

CALLED_WRONGLY_ON_PURPOSE = "tests/emulator/"  # the emulator's own tests: no bot of ours calls it there


class _NoQuotes:
    """The bot quotes nothing."""

    def knows_quote(self, token: Any) -> bool:
        return False


def refused(entries: Sequence[dict[str, Any]]) -> list[str]:
    """Calls that were refused for a fault of the bot, in words."""
    return [
        f"{entry['endpoint']} {entry['status']}: {entry.get('reason')} {entry.get('request')}"
        for entry in entries
        if entry.get("rejected") and entry["method"] != "GET" and entry["status"] != 401
        if "reply token" not in str(entry.get("reason")) and "on purpose" not in str(entry.get("request"))
    ]


@pytest.fixture(autouse=True)
def _what_is_rendered_would_be_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    render = line.render

    def held_against_the_rules(messages: Sequence[Any], quick: Sequence[str] = ()) -> list[dict[str, Any]]:
        rendered = render(messages, quick)
        faults = check_messages(rendered, _NoQuotes()) if rendered else []  # type: ignore[arg-type]
        assert not faults, f"LINE would refuse this: {faults}"
        return rendered

    monkeypatch.setattr(line, "render", held_against_the_rules)


@pytest.fixture(autouse=True, scope="session")
def _no_emulator_stops_with_a_refused_call() -> Iterator[None]:
    stop = Handle.stop

    def stops(handle: Handle) -> None:
        found = refused(handle.world.log.since())
        stop(handle)
        on_purpose = CALLED_WRONGLY_ON_PURPOSE in os.environ.get("PYTEST_CURRENT_TEST", "")
        assert on_purpose or not found, f"LINE refused what the bot sent: {found}"

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Handle, "stop", stops)
        yield

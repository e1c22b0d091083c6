"""Fixtures of the talks."""

from pathlib import Path

import pytest

from tests.bot.talking import Talking, a_house


@pytest.fixture
def talking(tmp_path: Path) -> Talking:
    """A person who has just opened the chat."""
    return Talking(a_house(tmp_path))

"""What the security suite shares: the figures it tells, and houses to attack."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from domain import passwords
from tests.console.conftest import desk  # noqa: F401 - a fixture
from tests.domain.desk.test_review import desk as worked  # noqa: F401 - a fixture
from tests.scenario.small import Small

Figure = Callable[..., None]


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Figure:
    """Tell a figure of a row of the plan: `figure("T01", forged=1000, rows=0)`. `tests.security.index` gathers them."""

    def tell(row: str, **told: Any) -> None:
        if where := os.environ.get("SECURITY_FIGURES"):
            with Path(where).open("a", encoding="utf-8") as lines:
                lines.write(json.dumps({"row": row, "test": request.node.originalname, "told": told}, ensure_ascii=False) + "\n")

    return tell


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Small]:
    """A house with a LINE of dictionaries, in one process."""
    passwords.hasher(passwords.CHEAP)
    made = Small(tmp_path)
    yield made
    made.house.db.close()
    passwords.hasher(passwords.COST)

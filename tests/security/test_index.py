"""The page of threats is true: every row has a test that exists, or the reason why it has none."""

import json

from tests.security import index

SCOPE = [f"T{n:02d}" for n in [*range(1, 54), *range(86, 92), 95]]


def test_every_row_of_the_plan_is_on_the_page():
    assert list(index.ROWS) == SCOPE


def test_every_row_is_shown_by_a_test_or_open_with_its_reason():
    assert [row for row in index.ROWS if not index.tests_of(row) and row not in index.OPEN] == []


def test_every_named_test_exists():
    assert index.missing() == []


def test_the_page_is_what_the_command_would_write():
    told = json.loads(index.FIGURES.read_text("utf-8"))
    assert index.PAGE.read_text("utf-8") == index.page(told), "docs/security.md is stale: run `python -m tests.security.index`"


def test_every_figure_belongs_to_a_row():
    told = json.loads(index.FIGURES.read_text("utf-8"))
    assert set(told["figures"]) <= set(index.ROWS)


def test_a_test_that_is_not_there_is_found(monkeypatch):
    monkeypatch.setitem(index.ELSEWHERE, "T02", ("tests/pages/test_web.py::test_that_nobody_wrote",))
    assert index.missing() == ["tests/pages/test_web.py::test_that_nobody_wrote"]

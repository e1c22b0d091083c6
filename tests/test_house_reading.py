"""The house tests must be able to fail: planted faults are found, and what is allowed is not."""

import ast

import pytest

from tests import test_house
from tests.reading import Place, imports, japanese, none


@pytest.mark.parametrize(
    ("line", "module"),
    [
        ("import bot.app", "bot.app"),
        ("from bot import settings", "bot.settings"),
        ("from bot.settings import Settings", "bot.settings"),
        ("from . import prompts", "bot.dialogs.prompts"),
        ("from ..talk import Said", "bot.talk"),
        ("def f():\n    import linebot.v3", "linebot.v3"),
    ],
)
def test_an_import_is_seen_wherever_and_however_it_is_written(line, module):
    assert [found for _, found in imports("bot/dialogs/menu.py", ast.parse(line))] == [module]


@pytest.mark.parametrize(
    "source", ["x = '円'", "f'{n}口'", "raise X(\n  'a'\n  'です')", "d = {'ﾊｲ': 1}", "x = 'Ａ'", "x = 'S1 章の金額'"]
)
def test_japanese_in_a_literal_is_found(source):
    assert len(japanese("x.py", source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        '"""円"""',
        "# 円\nx = 1",
        'def f():\n    """円\n\n    口\n    """',
        "X = 1\n'''円'''",
        r"x = '[\u3041-\u3096]'",
        "x = '¥'",
        "x = '。、()'",
        "x = 'S1 2章6-5; S0 step 24'",
        "x = '規定26(1)'",
    ],
)
def test_japanese_in_docstrings_and_comments_is_allowed(source):
    assert japanese("x.py", source) == []


@pytest.mark.parametrize("source", ["os.environ['X']", "os.getenv('X')", "from os import environ", "def f(env=os.environ): ..."])
def test_reading_the_environment_is_found(source):
    assert any(test_house._reads_environment(node) for node in ast.walk(ast.parse(source)))


@pytest.mark.parametrize(
    "source",
    ["time.time()", "from time import time", "dt.datetime.now(dt.UTC)", "datetime.now()", "dt.date.today()", "func.now()"],
)
def test_asking_the_time_is_found(source):
    assert any(test_house._asks_time(node) for node in ast.walk(ast.parse(source)))


@pytest.mark.parametrize("source", ["talk.today", "time.monotonic()", "clock.now()", "time.sleep(1)"])
def test_other_uses_of_time_are_allowed(source):
    assert not any(test_house._asks_time(node) for node in ast.walk(ast.parse(source)))


def test_a_failure_names_file_line_and_what_to_do():
    with pytest.raises(AssertionError) as failure:
        none([Place("bot/x.py", 7, "imports flask")], "Move it.")

    assert str(failure.value).splitlines()[:2] == ["Move it.", "  bot/x.py:7: imports flask"]

"""Every example of docs/calc.md is run and compared to the letter."""

import re
import shlex
from pathlib import Path

import pytest

from bot import calc

PAGE = Path(__file__).parents[2] / "docs" / "calc.md"
EXAMPLES = re.findall(r"```console\n\$ (sumairu calc [^\n]+)\n(.*?)\n```", PAGE.read_text("utf-8"), re.S)


@pytest.mark.parametrize(("command", "expected"), EXAMPLES, ids=[command for command, _ in EXAMPLES])
def test_the_documentation_shows_what_the_command_answers(command, expected, capsys):
    code = calc.main(shlex.split(command)[2:])
    said = capsys.readouterr()
    assert (said.out + said.err).rstrip("\n") == expected
    assert code == (2 if said.err else 0)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("units 500万円", "10口"),
        ("units 1,000万円", "20口"),
        ("units 990万円", "19口"),
        ("redeem --first-year 2022", "120口(60,000,000円)"),
        ("redeem --first-year 2022", "50口(25,000,000円)"),
        ("redeem --first-year 2022", "続けられます"),
        ("schedule --first-year 2026", "19年後"),
        ("business-day --nth 7", "2026年4月9日"),
        ("loan", "27,800,000円"),
        ("ceiling", "13口"),
    ],
)
def test_the_worked_examples_of_the_sources_are_on_the_page(command, said):
    """D1: 30口×4 and 50口, 例1-3, 27,800千円, 19 years, 4月第7営業日."""
    assert any(
        said in expected for shown, expected in EXAMPLES if shown.startswith(f"sumairu calc {command}")
    )

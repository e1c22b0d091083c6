"""The generated pages say what the tables say."""

import pytest

from bot import diagrams


def test_the_diagrams_are_those_of_the_tables():
    assert diagrams.PAGE.read_text(encoding="utf-8") == diagrams.page(), (
        "docs/state-diagrams.md is stale: run `sumairu docs`"
    )


def test_every_machine_of_a_dialog_is_drawn():
    files = {path.stem for path in (diagrams.PAGE.parents[1] / "bot" / "state_machines").glob("[!_]*.py")}

    assert {f"bot.state_machines.{stem}" for stem in files} | {"domain.filing"} == set(diagrams.machines())


@pytest.mark.parametrize("name", diagrams.machines())
def test_every_arrow_is_on_the_page(name):
    section = diagrams.page().split(f"## {name.rpartition('.')[2]}\n")[1].split("\n## ")[0]

    for trigger, source, target in diagrams.machines()[name].table:
        assert f"    {source} --> {target} : {trigger}\n" in section


def test_writing_twice_changes_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(diagrams, "PAGE", tmp_path / "page.md")

    assert diagrams.write()
    assert not diagrams.write()

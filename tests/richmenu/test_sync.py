"""Setting up the menus: once, again, after a change, and killed between any two calls."""

import contextlib
import dataclasses

import pytest

from bot.line_menus import MenuCallRefused
from bot.richmenu import sync as module
from bot.richmenu.menus import GUESTS, MEMBERS, Area
from bot.richmenu.sync import MARK, alias, full_name, menu_id, sync
from tests.richmenu.conftest import Killed

ALL = ["create", "upload", "alias", "create", "upload", "alias", "default"]


def test_the_first_run_makes_both_menus_and_shows_the_guests_one_to_everybody(line, store):
    sync(line, store)

    assert line.calls == ALL
    assert set(line.aliases) == {alias(GUESTS), alias(MEMBERS)}
    assert line.default == line.aliases[alias(GUESTS)]
    assert line.images[line.aliases[alias(MEMBERS)]] == MEMBERS.image.read_bytes()
    assert ids(store) == (line.aliases[alias(GUESTS)], line.aliases[alias(MEMBERS)])


def test_before_the_first_run_no_menu_is_known(store):
    assert ids(store) == (None, None)


def test_a_second_run_only_looks(line, store):
    sync(line, store)
    line.calls.clear()

    report = sync(line, store)

    assert line.calls == []
    assert report.lines() == ["unchanged: guests, members"]


def test_a_changed_menu_gets_a_successor_to_which_everybody_is_moved(line, store, changed_members):
    sync(line, store)
    guests, old = ids(store)
    line.people["U1"] = old
    line.calls.clear()

    with changed_members():
        report = sync(line, store)

    new = ids(store)[1]
    assert line.calls == ["create", "upload", "alias", "move", "delete"]
    assert (report.created, report.kept, report.deleted) == (["members"], ["guests"], [old])
    assert line.people == {"U1": new}
    assert set(line.menus) == {guests, new}


@pytest.mark.parametrize("how", ["dies_before", "dies_after"])
@pytest.mark.parametrize("number", range(len(ALL)))
def test_a_first_run_killed_at_any_call_is_finished_by_the_next(line, store, how, number):
    setattr(line, how, number)
    with pytest.raises(Killed):
        sync(line, store)
    line.dies_before = line.dies_after = None

    sync(line, store)

    assert_all_well(line, store)
    assert line.calls.count("create") == (3 if how == "dies_before" and ALL[number] == "create" else 2)


@pytest.mark.parametrize("how", ["dies_before", "dies_after"])
@pytest.mark.parametrize("number", range(5))
def test_a_change_killed_at_any_call_leaves_every_member_with_a_menu(
    line, store, how, number, changed_members
):
    sync(line, store)
    line.people["U1"] = ids(store)[1]
    setattr(line, how, len(line.calls) + number)

    with changed_members():
        with pytest.raises(Killed):
            sync(line, store)
        assert line.people["U1"] in line.images
        assert line.default in line.images
        assert all(known in line.images for known in ids(store))
        line.dies_before = line.dies_after = None
        sync(line, store)

        assert_all_well(line, store)
        assert line.people == {"U1": ids(store)[1]}


def test_an_old_menu_stays_while_line_still_moves_people(line, store, changed_members):
    sync(line, store)
    old = ids(store)[1]
    line.people["U1"], line.slow_moves = old, 1_000

    with changed_members():
        report = sync(line, store, sleep=lambda seconds: None)
        assert old in line.menus
        assert report.left == [f"{old}: people are still being moved"]
        line.slow_moves = 0
        sync(line, store)

    assert old not in line.menus


def test_a_refused_clean_up_leaves_the_new_menus_working(line, store, changed_members):
    sync(line, store)
    line.refuses_moves = True

    with changed_members():
        report = sync(line, store)

        assert "429" in report.left[0]
        assert ids(store)[1] == line.aliases[alias(MEMBERS)]


def test_a_refused_creation_is_told_and_changes_nothing(line, store):
    def refuse(menu):
        raise MenuCallRefused("create", 429, "The API rate limit has been exceeded. Try again later.")

    line.create_rich_menu = refuse

    with pytest.raises(MenuCallRefused):
        sync(line, store)

    assert ids(store) == (None, None)


def test_menus_of_others_are_left_alone(line, store):
    line.menus["richmenu-other"] = {"name": f"{MARK}-like of another tool"}

    sync(line, store)

    assert "richmenu-other" in line.menus


def test_what_was_lost_on_line_is_made_again(line, store):
    sync(line, store)
    line.menus, line.images, line.aliases, line.default = {}, {}, {}, None

    sync(line, store)

    assert_all_well(line, store)


def test_of_two_made_at_once_one_is_kept(line, store):
    line.menus["richmenu-b"] = GUESTS.request(full_name(GUESTS))
    line.menus["richmenu-c"] = GUESTS.request(full_name(GUESTS))

    sync(line, store)

    assert_all_well(line, store)
    assert ids(store)[0] == "richmenu-b"


def test_the_name_changes_with_the_picture_and_with_the_words(tmp_path, monkeypatch):
    before = full_name(MEMBERS)
    other_words = dataclasses.replace(MEMBERS, rows=(*MEMBERS.rows[:1], (Area("help"),)))
    (tmp_path / "members.png").write_bytes(b"another picture")
    monkeypatch.setattr("bot.richmenu.menus.IMAGES", tmp_path)

    assert len({before, full_name(MEMBERS), full_name(other_words)}) == 3


@pytest.fixture
def changed_members():
    """A new version of the program, in which the members' menu looks different."""

    @contextlib.contextmanager
    def version():
        new = dataclasses.replace(MEMBERS, rows=MEMBERS.rows[::-1])
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, "MENUS", (GUESTS, new))
            yield

    return version


def ids(store):
    with store.reading() as tx:
        return menu_id(tx, "guests"), menu_id(tx, "members")


def assert_all_well(line, store):
    guests, members = ids(store)
    assert set(line.menus) == set(line.images) == {guests, members}
    assert line.aliases == {alias(GUESTS): guests, alias(MEMBERS): members}
    assert line.default == guests

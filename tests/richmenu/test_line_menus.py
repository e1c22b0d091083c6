"""The SDK's client against the emulator: the same run on a real HTTP connection, strict as LINE is."""

import dataclasses
import io
import urllib.request

import pytest
from PIL import Image

from bot.line_menus import LineMenus, MenuCallRefused
from bot.richmenu import sync as module
from bot.richmenu.menus import GUESTS, HEIGHT, MEMBERS, WIDTH
from bot.richmenu.sync import menu_id, sync
from emulator import app
from emulator.settings import Settings


@pytest.fixture(scope="module")
def emulator():
    handle = app.start(Settings(port=0))
    yield handle
    handle.stop()


@pytest.fixture
def api(emulator):
    urllib.request.urlopen(
        urllib.request.Request(f"{emulator.url}/emulator/reset", b"{}", {"Content-Type": "application/json"})
    )
    token = Settings().channel_access_token
    return LineMenus(emulator.url, emulator.url, token)


def test_the_menus_are_set_up_over_http_and_a_second_run_only_looks(api, store):
    first = sync(api, store)
    second = sync(api, store)

    assert (first.created, first.left) == (["guests", "members"], [])
    assert second.lines() == ["unchanged: guests, members"]
    assert api.get_default() == known(store, "guests")


def test_the_picture_arrives_as_it_was_drawn(api, store, emulator):
    sync(api, store)

    with urllib.request.urlopen(
        f"{emulator.url}/emulator/richmenu/{known(store, 'members')}/image"
    ) as answer:
        picture = answer.read()

    assert picture == MEMBERS.image.read_bytes()
    assert Image.open(io.BytesIO(picture)).size == (WIDTH, HEIGHT)


def test_members_are_moved_to_the_successor_and_the_old_menu_goes(api, store, monkeypatch):
    sync(api, store)
    old = known(store, "members")
    api._json("POST", f"/v2/bot/user/{'U' + '1' * 32}/richmenu/{old}")

    monkeypatch.setattr(module, "MENUS", (GUESTS, dataclasses.replace(MEMBERS, rows=MEMBERS.rows[::-1])))
    report = sync(api, store)

    assert (report.deleted, report.left) == ([old], [])
    worn = api._json("GET", f"/v2/bot/user/{'U' + '1' * 32}/richmenu")["richMenuId"]
    assert worn == known(store, "members") != old


def test_without_a_default_there_is_none(api):
    assert api.get_default() is None


def test_a_menu_without_a_picture_is_seen_as_such(api):
    made = api.create_rich_menu(GUESTS.request("sumairu guests half"))

    assert not api.has_image(made)
    api.upload_image(made, GUESTS.image.read_bytes())
    assert api.has_image(made)


def test_deleting_what_is_gone_is_no_error(api):
    made = api.create_rich_menu(GUESTS.request("sumairu guests gone"))

    api.delete(made)
    api.delete(made)

    assert api.list_rich_menus() == []


def test_a_refusal_names_the_call_the_status_and_what_line_said(api):
    with pytest.raises(MenuCallRefused) as refusal:
        api.create_rich_menu({"name": "wrong on purpose"})

    assert refusal.value.status == 400
    assert refusal.value.call == "POST /v2/bot/richmenu"
    assert refusal.value.message


def test_a_line_that_cannot_be_reached_is_told_apart():
    nobody = LineMenus("http://127.0.0.1:9", "http://127.0.0.1:9", "token")

    with pytest.raises(MenuCallRefused) as refusal:
        nobody.list_rich_menus()

    assert refusal.value.status == 0


def known(store, name):
    with store.reading() as tx:
        return menu_id(tx, name)

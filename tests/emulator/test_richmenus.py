"""Rich menus: limits, images, default and own menus, aliases, bulk and batch."""

from __future__ import annotations

import struct
import zlib
from typing import Any

import pytest

from emulator.driver import Emulator, Phone
from tests.emulator.conftest import Bot, Line

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"


def menu(width: int = 2500, height: int = 1686, **parts: Any) -> dict[str, Any]:
    size = {"width": width, "height": height}
    return {"size": size, "selected": False, "name": "n", "chatBarText": "menu", "areas": [area()], **parts}


def area(x: int = 0, width: int = 2500, **action: Any) -> dict[str, Any]:
    tap = {"type": "postback", "label": "利用登録", "data": "register", **action}
    return {"bounds": {"x": x, "y": 0, "width": width, "height": 1686}, "action": tap}


def png(width: int = 2500, height: int = 1686, padding: int = 0) -> bytes:
    """A black PNG of this size, grown by a comment to `padding` bytes when that is more."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\x00" + b"\x00" * ((width + 7) // 8)) * height)
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    parts = [b"\x89PNG\r\n\x1a\n", head, chunk(b"IDAT", rows), chunk(b"IEND", b"")]
    missing = padding - sum(map(len, parts)) - 12
    if missing > 0:
        parts.insert(2, chunk(b"tEXt", b"x" * missing))
    return b"".join(parts)


def jpeg(width: int, height: int) -> bytes:
    """The head of a JPEG of this size."""
    return (
        b"\xff\xd8\xff\xe0\x00\x04\x00\x00\xff\xc0\x00\x11\x08"
        + struct.pack(">HH", height, width)
        + b"\x03" * 10
    )


def made(line: Line, image: bool = True, **parts: Any) -> str:
    menu_id = str(line.call("POST", "/v2/bot/richmenu", menu(**parts)).body["richMenuId"])
    if image:
        assert (
            line.call("POST", f"/v2/bot/richmenu/{menu_id}/content", png(), Content_Type="image/png").status
            == 200
        )
    return menu_id


def shown(phone: Phone) -> str | None:
    return phone.rich_menu()["richMenuId"]


LIMITS: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    ("width to 2,500", menu(2500), menu(2501), "size.width"),
    ("width from 800", menu(800, 551), menu(799, 540), "size.width"),
    ("height from 250", menu(800, 250), menu(800, 249), "size.height"),
    ("ratio from 1.45", menu(1450, 1000), menu(1449, 1000), "size"),
    ("name of 300", menu(name=FAMILY * 300), menu(name=FAMILY * 301), "name"),
    ("bar text of 14", menu(chatBarText=FAMILY * 14), menu(chatBarText="あ" * 15), "chatBarText"),
    ("bar text required", menu(chatBarText="a"), menu(chatBarText=""), "chatBarText"),
    ("20 areas", menu(areas=[area()] * 20), menu(areas=[area()] * 21), "areas"),
    (
        "areas may reach a little out",
        menu(areas=[area(x=1251, width=1250)]),
        menu(areas=[area(x=-1)]),
        "areas[0].bounds.x",
    ),
    (
        "label optional, to 20",
        menu(areas=[area(label=None)]),
        menu(areas=[area(label="a" * 21)]),
        "areas[0].action.label",
    ),
    ("selected is required", menu(selected=True), menu(selected=None), "selected"),
    (
        "switches to an alias",
        menu(areas=[area(type="richmenuswitch", richMenuAliasId="a-b_1")]),
        menu(areas=[area(type="richmenuswitch", richMenuAliasId="A")]),
        "areas[0].action.richMenuAliasId",
    ),
]


@pytest.mark.parametrize(("good", "bad", "path"), [row[1:] for row in LIMITS], ids=[row[0] for row in LIMITS])
def test_limits_of_the_object(checker: Line, good: dict[str, Any], bad: dict[str, Any], path: str) -> None:
    """Reference: rich menu object."""
    assert checker.call("POST", "/v2/bot/richmenu/validate", good).body == {}

    refused = checker.call("POST", "/v2/bot/richmenu/validate", bad)
    assert refused.status == 400
    assert [name for name, _message in refused.details] == [path]


@pytest.mark.parametrize(
    ("data", "kind", "status"),
    [
        (png(), "image/png", 200),
        (png(800, 250), "image/png", 200),
        (png(padding=1024 * 1024), "image/png", 200),
        (png(padding=1024 * 1024 + 1), "image/png", 400),
        (png(799, 250), "image/png", 400),
        (png(1449, 1000), "image/png", 400),
        (jpeg(2500, 843), "image/jpeg", 200),
        (jpeg(2501, 843), "image/jpeg", 400),
        (png(), "image/jpeg", 400),
        (b"", "image/png", 400),
        (png(), "image/gif", 415),
    ],
)
def test_limits_of_the_image(line: Line, data: bytes, kind: str, status: int) -> None:
    path = f"/v2/bot/richmenu/{made(line, image=False)}/content"

    assert line.call("POST", path, data, Content_Type=kind).status == status
    if status == 200:
        assert line.call("GET", path).body == data


def test_an_image_cannot_be_replaced(line: Line) -> None:
    refused = line.call("POST", f"/v2/bot/richmenu/{made(line)}/content", png(), Content_Type="image/png")

    assert refused.status == 400


def test_a_menu_without_an_image_cannot_be_applied(line: Line, phone: Phone) -> None:
    menu_id = made(line, image=False)

    for path in (f"/v2/bot/user/all/richmenu/{menu_id}", f"/v2/bot/user/{phone.user_id}/richmenu/{menu_id}"):
        refused = line.call("POST", path)
        assert (refused.status, refused.body["message"]) == (
            400,
            "must upload richmenu image before applying it to user",
        )


def test_a_users_own_menu_comes_before_the_default_one(line: Line, phone: Phone, emulator: Emulator) -> None:
    guests, members = made(line), made(line)
    assert shown(phone) is None
    line.call("POST", f"/v2/bot/user/all/richmenu/{guests}")
    assert shown(phone) == guests
    line.call("POST", f"/v2/bot/user/{phone.user_id}/richmenu/{members}")
    assert shown(phone) == members
    assert line.call("GET", f"/v2/bot/user/{phone.user_id}/richmenu").body == {"richMenuId": members}

    line.call("DELETE", f"/v2/bot/user/{phone.user_id}/richmenu")
    assert shown(phone) == guests
    assert line.call("GET", f"/v2/bot/user/{phone.user_id}/richmenu").body == {
        "message": "the user has no richmenu"
    }
    line.call("DELETE", "/v2/bot/user/all/richmenu")
    assert shown(phone) is None
    assert emulator.get(f"/emulator/richmenu/{guests}/image") == png()


def test_a_deleted_menu_is_gone_everywhere(line: Line, phone: Phone) -> None:
    menu_id = made(line)
    line.call("POST", f"/v2/bot/user/all/richmenu/{menu_id}")
    line.call("POST", f"/v2/bot/user/{phone.user_id}/richmenu/{menu_id}")
    assert line.call("DELETE", f"/v2/bot/richmenu/{menu_id}").status == 200

    assert shown(phone) is None
    assert line.call("GET", f"/v2/bot/richmenu/{menu_id}").status == 404
    assert line.call("GET", "/v2/bot/user/all/richmenu").status == 404
    assert line.call("GET", "/v2/bot/richmenu/list").body == {"richmenus": []}


def test_bulk_links_go_to_500_and_answer_202(line: Line, phone: Phone) -> None:
    menu_id = made(line)
    everyone = [phone.user_id, *(f"U{number:032x}" for number in range(499))]
    body = {"richMenuId": menu_id, "userIds": everyone}

    assert line.call("POST", "/v2/bot/richmenu/bulk/link", body).status == 202
    assert shown(phone) == menu_id
    body["userIds"] = [*everyone, "U" + "f" * 32]
    assert line.call("POST", "/v2/bot/richmenu/bulk/link", body).status == 400
    assert line.call("POST", "/v2/bot/richmenu/bulk/unlink", {"userIds": everyone}).status == 202
    assert shown(phone) is None


def test_aliases(line: Line) -> None:
    first, second = made(line), made(line)
    entry = {"richMenuAliasId": "guests", "richMenuId": first}
    assert line.call("POST", "/v2/bot/richmenu/alias", entry).status == 200
    refused = line.call("POST", "/v2/bot/richmenu/alias", entry)
    assert (refused.status, refused.body["message"]) == (400, "conflict richmenu alias id")

    line.call("POST", "/v2/bot/richmenu/alias/guests", {"richMenuId": second})
    assert line.call("GET", "/v2/bot/richmenu/alias/guests").body == {**entry, "richMenuId": second}
    assert line.call("GET", "/v2/bot/richmenu/alias/list").body == {
        "aliases": [{**entry, "richMenuId": second}]
    }
    assert line.call("DELETE", "/v2/bot/richmenu/alias/guests").status == 200
    assert line.call("GET", "/v2/bot/richmenu/alias/guests").status == 404


@pytest.mark.parametrize(("alias", "status"), [("a" * 32, 200), ("a" * 33, 400), ("A", 400), ("a b", 400)])
def test_an_alias_has_1_to_32_plain_characters(line: Line, alias: str, status: int) -> None:
    entry = {"richMenuAliasId": alias, "richMenuId": made(line)}

    assert line.call("POST", "/v2/bot/richmenu/alias", entry).status == status


def test_switching_on_the_phone_links_the_menu_and_tells_the_bot(
    line: Line, emulator: Emulator, phone: Phone, bot: Bot
) -> None:
    menu_id = made(line)
    line.call("POST", "/v2/bot/richmenu/alias", {"richMenuAliasId": "b", "richMenuId": menu_id})
    phone.performs({"type": "richmenuswitch", "richMenuAliasId": "b", "data": "to-b"})
    assert shown(phone) == menu_id
    phone.performs({"type": "richmenuswitch", "richMenuAliasId": "c", "data": "to-c"})
    line.call("DELETE", f"/v2/bot/richmenu/{menu_id}")
    phone.performs({"type": "richmenuswitch", "richMenuAliasId": "b", "data": "to-b"})

    posted = [event["postback"] for event in bot.waits_for(4)[1:]]
    assert posted[0] == {"data": "to-b", "params": {"newRichMenuAliasId": "b", "status": "SUCCESS"}}
    assert [entry["params"]["status"] for entry in posted[1:]] == [
        "RICHMENU_ALIAS_ID_NOTFOUND",
        "RICHMENU_NOTFOUND",
    ]


def test_a_batch_replaces_and_unlinks(line: Line, phone: Phone) -> None:
    old, new = made(line), made(line)
    line.call("POST", f"/v2/bot/user/{phone.user_id}/richmenu/{old}")
    swap = {"operations": [{"type": "link", "from": old, "to": new}]}
    assert line.call("POST", "/v2/bot/richmenu/batch", swap).status == 202
    assert shown(phone) == new

    line.call("POST", "/v2/bot/richmenu/batch", {"operations": [{"type": "unlinkAll"}]})
    assert shown(phone) is None
    assert line.call("POST", "/v2/bot/richmenu/batch", {"operations": [{"type": "swap"}]}).status == 400

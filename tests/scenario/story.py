"""The small world's story: four people, a clerk, the identity vendor, duplicates, double taps, a page, a filing that comes
back. Every part may be played twice."""

import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from domain.desk import ekyc
from domain.store.tables import filing, hand_off
from tests import journey
from tests.console.conftest import ANSWERS
from tests.scenario.small import SETTINGS, A, B, C, D, Small

Part = Callable[[Small], None]
UNMODELLED = frozenset({C, D})  # moved by pages and an account, which the model does not have


def events(*makers: Callable[[Small], dict[str, Any]], copies: int = 1) -> Part:
    """LINE sends these events in one webhook, `copies` times."""

    def part(small: Small) -> None:
        batch = small.once(*[lambda make=make: make(small) for make in makers])
        for _ in range(copies):
            assert small.webhook(batch) == 200

    return part


def says(who: str, text: str, copies: int = 1) -> Part:
    return events(lambda small: small.says(who, text), copies=copies)


def taps(who: str, label: str, times: int = 1) -> Part:
    return events(*[lambda small: small.taps(who, label)] * times)


def turns(small: Small) -> None:
    small.drains()


def sends(small: Small) -> None:
    small.sends()


def settled(*parts: Part) -> list[Part]:
    """Each part, then its turns, then what they said."""
    return [one for part in parts for one in (part, turns, sends)]


def page(small: Small) -> None:
    """The person sends the form; sends it again when no answer came."""
    if small.part not in small.made:
        path = small.link(D)
        small.made[small.part] = [{"path": path, "form": small.opens(path)}]
    kept = small.made[small.part][0]
    answer = small.posts(kept["path"], kept["form"] | journey.APPLICANT | {"act": "send"})
    assert answer.status_code in (303, 410), answer.status_code


def pressed(word: str, **typed: str) -> Part:
    """The clerk presses a button of the newest talk; reads and presses again when no answer came."""

    def part(small: Small) -> None:
        with small.house.db.reading() as tx:
            row = tx.execute(select(hand_off).order_by(hand_off.c.id.desc())).first()
        assert row is not None
        at = f"/staff/talks/{row.id}"
        forms = small.made.setdefault(small.part, [])
        if not forms:
            forms.append(small.opens(at, f"{at}/{word}") | typed)
        assert small.posts(f"{at}/{word}", forms[0]).status_code in (303, 409)

    return part


def reviewed(word: str, page: str = "", **typed: str) -> Part:
    """The clerk presses a button on the filing's page (or on another one of it); presses again when no answer came."""

    def part(small: Small) -> None:
        with small.house.db.reading() as tx:
            number = tx.execute(select(filing.c.id)).scalar_one()
        at = f"/staff/filings/{number}"
        forms = small.made.setdefault(small.part, [])
        if not forms:
            forms.append(small.opens(f"{at}{page}", f"{at}/{word}") | {name.replace("__", "."): value for name, value in typed.items()})
        assert small.posts(f"{at}/{word}", forms[0]).status_code == 303

    return part


def vendor(status: str, sequence: int) -> Part:
    """The identity vendor calls back about C's check, and again when nobody answered; its event id stays the same."""

    def part(small: Small) -> None:
        told = {"reference": small.made[0][0]["reference"], "status": status, "sequence": sequence, "event_id": f"vendor-{sequence}"}
        body = json.dumps(told).encode()
        signature = hmac.new(str(SETTINGS["ekyc_secret"]).encode(), body, hashlib.sha256).hexdigest()
        assert small.client is not None
        answer = small.client.post("/ekyc/callback", data=body, headers={"X-Ekyc-Signature": signature}, content_type="application/json")
        assert answer.status_code == 200

    return part


def moment(small: Small) -> None:
    """A minute passes."""
    small.clock.at += 60_000


def told(small: Small) -> None:
    """C has come as far as the vendor's check on another day; D is new."""
    if small.once() == []:
        small.has_account(C)
        small.has_draft(C, ANSWERS | {"identity_method": "photo"}, "verifying_identity")
        with small.house.db.writing() as tx:
            small.made[small.part] = [{"reference": ekyc.begin(tx, C, "photo", small.clock.at)}]
        small.hires()


def code(small: Small) -> None:
    batch = small.once(lambda: small.says(C, small.code()), lambda: small.says(C, small.code()))
    assert small.webhook(batch) == 200


STORY: list[Part] = [
    told,
    moment,
    *settled(
        events(
            lambda s: s.event(A, "follow"),
            lambda s: s.event(B, "follow"),
            lambda s: s.event(C, "follow"),
            lambda s: s.event(D, "follow"),
            copies=2,
        ),
        taps(A, "はじめての方(利用登録)", times=2),
        events(
            lambda s: s.says(B, "担当者"),
            lambda s: s.says(C, "利用登録"),
            lambda s: s.says(D, "利用登録"),
            copies=3,
        ),
        events(
            lambda s: s.says(B, "はい"),
            lambda s: s.says(C, "続きから"),
            lambda s: s.says(D, "はい、代表者本人です"),
            lambda s: s.says(A, "？？？"),
        ),
        says(D, "同意する", copies=2),
    ),
    pressed("take"),
    turns,
    page,
    vendor("information_registered", 1),
    vendor("method_chosen", 2),
    vendor("method_chosen", 2),
    *settled(says(B, "もしもし"), taps(C, "この内容で申請する", times=2)),
    pressed("say", text="担当の佐藤です。"),
    moment,
    code,
    *settled(says(A, "戻る"), says(A, "やめる")),
    pressed("hand-back"),
    *settled(
        events(lambda s: s.says(C, "利用登録"), lambda s: s.event(A, "unfollow")),
        events(
            lambda s: s.event(A, "follow"), lambda s: s.event(B, "postback", postback={"data": "00000000:0"})
        ),
    ),
    reviewed("claim"),
    reviewed("marks", mark__bank="1", reason__bank="account_not_found", then="preview"),
    *settled(reviewed("return", "/preview")),
]

"""After a whole registration over HTTP: what stands in the database, the logs and the messages (T26, T86, T89)."""

import base64
import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import BUSINESS_MORNING, Demo
from tests.journey import ACCOUNT, APPLICANT, ASSOCIATION, LINK, REPRESENTATIVE, said

PERSONAL = {
    value for told in (APPLICANT, ASSOCIATION, REPRESENTATIVE) for value in told.values()
    if len(value) > (4 if value.isascii() else 3) and value not in ("ordinary", "1120004", "後楽1-4-10")  # the example lives at the issuer's address, which is told
} - {"1955"}  # fmt: skip


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """A registration from the first tap to the approval, and all that is left of it."""
    demo = Demo(tmp_path_factory.mktemp("secrets") / "home")
    demo.start()
    try:
        demo.emulator().travel(now=BUSINESS_MORNING)
        one, codes = demo.chairperson(), []
        made = one.code
        one.code = lambda: codes.append(made()) or codes[-1]  # type: ignore[method-assign, func-returns-value]
        receipt = one.registers()
        reviewer = demo.staff("reviewer")
        filing = reviewer.finds(receipt)
        reviewer.acts(filing, "claim")
        reviewer.acts(filing, "pass")
        one.vendor_reports("passed")
        since = one.phone.last_seq()
        demo.staff("approver").acts(filing, "approve")
        one.hears(since, "Web申込利用に関するお知らせ")
        messages = [item for item in one.phone.items() if item["from"] == "bot"]
        links = {token for mail in one.mails() for token in LINK.findall(mail["text"])} | {token for item in messages for token in LINK.findall(json.dumps(item))}
        yield {
            "codes": codes, "totp": one.secret, "messages": messages, "tokens": {link.rpartition("/")[2] for link in links}, "secrets": demo.secrets,
            "database": dump(demo.home), "log": (demo.home.parent / "demo.log").read_text("utf-8", "replace"), "receipt": receipt,
        }  # fmt: skip
    finally:
        demo.stop()


def dump(home: Path) -> str:
    """Every column of every row as it is stored, bytes as Latin-1: what a thief of the file would read."""
    words = []
    for path in home.rglob("*.db"):
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
            tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            if "one_time_link" not in tables:
                continue  # the emulator's own file: LINE's side
            for table in tables:
                for row in db.execute(f'SELECT * FROM "{table}"'):
                    words.append("\t".join(one.decode("latin-1") if isinstance(one, bytes) else str(one) for one in row))
    assert words, "no database of the service was found"
    return "\n".join(words)


def strings(thing: Any) -> Iterator[str]:
    """Every string in something, keys left out."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict | list):
        for one in thing.values() if isinstance(thing, dict) else thing:
            yield from strings(one)


def stands(value: str, text: str) -> bool:
    """Whether a value stands in a text; digits not as a part of a longer number."""
    return bool(re.search(rf"(?<!\d){value}(?!\d)", text)) if value.isdecimal() else value in text


def secrets_of(after: dict[str, Any]) -> set[str]:
    """Everything that opens something."""
    kept = {one for one in strings(after["secrets"]) if len(one) >= 12 and not one.startswith(("http", "smtp"))}
    parts = {part for one in kept for part in re.split(r"[:,]", one) if len(part) >= 12}
    return parts | {after["totp"], ACCOUNT["password"], ACCOUNT["answer"]}


def test_the_database_gives_nothing_away(after, figure):
    """T26: no secret, no link, no name, address or account in a stolen file; a code is no word of it."""
    stored, words = after["database"], set(re.split(r"[\t\n]", after["database"]))
    assert [one for one in secrets_of(after) | after["tokens"] if one in stored] == []
    assert [one for one in PERSONAL if stands(one, stored) or stands(one.encode().decode("latin-1"), stored)] == []
    assert [one for one in after["codes"] if one in words] == []
    assert after["receipt"] in stored, "the dump holds what it should hold"
    figure("T26", secrets=len(secrets_of(after)), links=len(after["tokens"]), codes=len(after["codes"]), personal_values=len(PERSONAL), found_in_the_database=0)


def test_the_logs_give_nothing_away(after, figure):
    """T26, T86."""
    log = after["log"]
    shown_once = {word for line in log.splitlines() if "http://127.0.0.1" in line for word in line.split()}  # the demo's own first page
    assert [one for one in secrets_of(after) | after["tokens"] if one in log and one not in shown_once] == []
    assert [one for one in PERSONAL if stands(one, log)] == []
    assert [one for one in after["codes"] if stands(one, log)] == []
    figure("T26", log_lines=len(log.splitlines()), found_in_the_logs=0)


def test_no_message_of_line_gives_anything_away(after, figure):
    """T26, T89: not one of the values typed on a page, no code, no password; a link only as a button that lives for minutes."""
    heard = "\n".join(said(item) + json.dumps(item.get("message", {}), ensure_ascii=False) for item in after["messages"])
    assert len(after["messages"]) > 20
    assert [one for one in PERSONAL if stands(one, heard)] == []
    assert [one for one in secrets_of(after) if one in heard] == []
    assert [one for one in after["codes"] if stands(one, heard)] == []
    figure("T89", messages_of_a_journey=len(after["messages"]), private_values_found=0)


def test_the_search_would_find_a_secret(after):
    """What is looked for is what was used."""
    assert len(after["codes"]) >= 2
    assert len(secrets_of(after)) >= 8
    assert base64.b64encode(b"x") not in secrets_of(after)

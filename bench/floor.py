"""The floor of bench/turn.py: the same eight questions with nothing but a dict, sqlite3 and json.

As durable as ours (WAL, a commit a turn, waiting for the disk or not as ours does, the same checks of the values, the same labels on the
screen); without signature, inbox, outbox, sealing, versions, help, way back or a second engine.
"""

import json
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

from bench.form_dialog import FIELDS, STYLES
from bot.locale import t

Check = Callable[[str], Any]


class Wrong(Exception):
    """The answer is none."""


def one_of(*values: Any) -> Check:
    """The value behind the nth button."""

    def check(text: str) -> Any:
        if not (text.isdecimal() and int(text) < len(values)):
            raise Wrong(text)
        return values[int(text)]

    return check


def corporate_number(text: str) -> str:
    """Thirteen digits with a check digit."""
    if not (len(text) == 13 and text.isascii() and text.isdecimal()):
        raise Wrong(text)
    if int(text[0]) != 9 - sum(int(d) * (1 + n % 2) for n, d in enumerate(reversed(text[1:]))) % 9:
        raise Wrong(text)
    return text


def year_month(text: str) -> str:
    """2027年5月, 2027/5 or R9.5."""
    era, text = text.startswith("R"), text.lstrip("R").rstrip("月")
    year, _, month = text.replace("年", "/").replace(".", "/").partition("/")
    if not (year.isdecimal() and month.isdecimal() and 1 <= int(month) <= 12):
        raise Wrong(text)
    return f"{int(year) + (2018 if era else 0):04d}-{int(month):02d}"


def question(name: str, *labels: str) -> dict[str, Any]:
    """One question as LINE's JSON, made once."""
    buttons = [
        {"type": "button", "action": {"type": "postback", "label": label, "data": str(n), "displayText": label}}
        for n, label in enumerate(labels)
    ]
    body = {"type": "box", "layout": "vertical", "contents": [{"type": "text", "text": t(f"fields.{name}.ask"), "wrap": True}]}
    bubble = {"type": "bubble", "body": body}
    if buttons:
        bubble["footer"] = {"type": "box", "layout": "vertical", "contents": buttons}
    return {"type": "flex", "altText": t(f"fields.{name}.ask"), "contents": bubble}


def _of_field(name: str, *values: str) -> list[str]:
    return [t(f"fields.{name}.choice_{value}") for value in values]


MONTHS = [t("prompts.month", n=n) for n in range(1, 13)]
YES_NO = [t("prompts.yes"), t("prompts.no")]
FORM: dict[str, tuple[Check, dict[str, Any]]] = {
    "has_number": (one_of(True, False), question("has_number", *_of_field("has_number", "true", "false"))),
    "corporate_registered": (one_of(True, False), question("corporate_registered", *_of_field("corporate_registered", "true", "false"))),
    "has_corporate_number": (one_of(True, False), question("has_corporate_number", *_of_field("has_corporate_number", "true", "false"))),
    "corporate_number": (corporate_number, question("corporate_number")),
    "certificate_month": (one_of(*range(1, 13)), question("certificate_month", *MONTHS)),
    "management_style": (one_of(*STYLES), question("management_style", *_of_field("management_style", *STYLES))),
    "term_end": (year_month, question("term_end")),
    "elected_by": (one_of("assembly", "board"), question("elected_by", *_of_field("elected_by", "assembly", "board"))),
}
ORDER = [field.name for field in FIELDS]


class Floor:
    """One connection, one table of talks, one of applications."""

    def __init__(self, path: str, flushed: bool = True) -> None:
        self.db = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode=WAL", f"synchronous={'FULL' if flushed else 'NORMAL'}"):
            self.db.execute(f"PRAGMA {pragma}")
        self.db.execute("CREATE TABLE IF NOT EXISTS talk (line_user TEXT PRIMARY KEY, step INTEGER, told TEXT)")
        self.db.execute("CREATE TABLE IF NOT EXISTS application (line_user TEXT PRIMARY KEY, answers TEXT)")
        self.sent: dict[str, bytes] = {}

    def begin(self, line_user: str) -> None:
        """Ask the first question."""
        self.db.execute("INSERT INTO talk VALUES (?, 0, '{}')", (line_user,))
        self.sent[line_user] = json.dumps({"messages": [FORM[ORDER[0]][1]]}).encode()

    def turns(self, told: Sequence[tuple[bytes, str]]) -> None:
        """One turn after the other, each with its commit."""
        for body, signature in told:
            self.turn(body, signature)

    def turn(self, body: bytes, signature: str) -> None:
        """Bytes of an event in, bytes of the answer out, committed. The floor trusts whoever calls."""
        event = json.loads(body)["events"][0]
        who = event["source"]["userId"]
        text = event["postback"]["data"] if event["type"] == "postback" else event["message"]["text"]
        self.db.execute("BEGIN IMMEDIATE")
        step, told_json = self.db.execute("SELECT step, told FROM talk WHERE line_user = ?", (who,)).fetchone()
        told = json.loads(told_json)
        messages: list[dict[str, Any]] = []
        try:
            told[ORDER[step]] = FORM[ORDER[step]][0](text)
            step += 1
        except Wrong:
            messages.append({"type": "text", "text": t("prompts.misheard")})
        if step == len(ORDER):
            self.db.execute("INSERT INTO application VALUES (?, ?)", (who, json.dumps(told, ensure_ascii=False)))
            messages.append({"type": "text", "text": t("about.finished.ask")})
        else:
            messages.append(FORM[ORDER[step]][1])
        self.db.execute("UPDATE talk SET step = ?, told = ? WHERE line_user = ?", (step, json.dumps(told, ensure_ascii=False), who))
        self.db.execute("COMMIT")
        self.sent[who] = json.dumps({"replyToken": event["replyToken"], "messages": messages}, ensure_ascii=False).encode()

    def answer(self, line_user: str) -> list[dict[str, Any]]:
        """What was sent last."""
        return list(json.loads(self.sent[line_user])["messages"])

    def applications(self) -> dict[str, dict[str, Any]]:
        """Whatever was filed, by person."""
        return {who: json.loads(answers) for who, answers in self.db.execute("SELECT line_user, answers FROM application")}

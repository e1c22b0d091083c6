"""買入計算書 of an approved redemption: what was bought back, accrued, withheld and paid (R-10, R-11; 規定25(6), 26(6)).

The bank posts the statement that counts; this is a copy to look at, and says so. Of the account the last three digits.
"""

from typing import Any

from flask import Response
from sqlalchemy import Connection

from bot.locale import day, t, yen
from bot.papers.paper import Paper
from domain.store import associations, passbooks


def facts_of(tx: Connection, filing: Any, told: Any) -> dict[str, Any]:
    """Everything the paper says of a redemption's row and its filing."""
    held = passbooks.get(tx, told.passbook_id)
    assert held is not None  # a redemption's passbook is never removed
    facts = associations.get(tx, held.association_id).facts  # type: ignore[union-attr]
    return {
        "receipt": filing.receipt, "name": str(facts.get("association_name", "")), "tail": str(facts.get("account_number", ""))[-3:],
        "number": held.book.number, "quote": told.quote, "carried_out": told.state == "carried_out",
    }  # fmt: skip


def made(facts: dict[str, Any]) -> bytes:
    """The paper as PDF."""
    told = facts["quote"]
    paper = Paper(t("papers.statement.title"))
    paper.text(t("papers.statement.copy"), faint=True)
    paper.text(t("papers.statement.to", name=facts["name"]), size=13, bold=True)
    key = "carried_out" if facts["carried_out"] else "ahead"
    paper.text(t(f"papers.statement.{key}", bought=told["bought_on"]))
    paper.pairs(_facts(facts))
    paper.table(t("papers.statement.columns").split("|"), [_line(told, line) for line in told["lines"]], right=(2, 3, 4, 5, 6, 7))
    paper.pairs(_sums(told))
    paper.text(t("papers.statement.notes", errors=told["report_errors_by"]), size=9, faint=True)
    return paper.bytes()


def answer(facts: dict[str, Any]) -> Response:
    """The paper as a page's answer: shown by the browser, kept by nobody on the way."""
    response = Response(made(facts), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{facts["receipt"]}.pdf"'
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _facts(facts: dict[str, Any]) -> list[tuple[str, str]]:
    told = facts["quote"]
    return [
        (t("papers.statement.receipt"), facts["receipt"]),
        (t("papers.statement.passbook"), facts["number"]),
        (t("papers.statement.bought"), t("papers.statement.on", day=told["bought_on"])),
        (t("papers.statement.account"), t("papers.statement.tail", tail=facts["tail"])),
    ]


def _line(told: dict[str, Any], line: dict[str, Any]) -> tuple[str, ...]:
    if line["nth"] in told["unknown"]:
        unknown = t("papers.statement.unknown")
        figures = (unknown, unknown, unknown)
    else:
        figures = (yen(line["interest"]), yen(line["tax"]), yen(line["net"]))
    nth = t("papers.statement.nth", nth=line["nth"])
    return (nth, day(line["issued_on"]), str(line["units"]), yen(line["principal"]), str(line["months"]), *figures)


def _sums(told: dict[str, Any]) -> list[tuple[str, str]]:
    sums = [(t("papers.statement.principal"), yen(told["principal"]))]
    if not told["unknown"]:
        sums += [
            (t("papers.statement.interest"), yen(told["interest"])),
            (t("papers.statement.tax"), yen(told["tax"])),
            (t("papers.statement.net"), yen(told["net"])),
        ]
    return [*sums, (t("papers.statement.left"), t("papers.statement.units", units=told["left"]))]

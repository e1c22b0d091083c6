"""The lists of passbooks as files: a spreadsheet's (CSV) and a calendar's (.ics), behind a link that lives for minutes.

Looking shows two buttons and nothing of what is held; the files come by POST, as often as wanted while the link lives.
They are made anew each time from what is on record, and only for whoever still represents the association.
"""

from collections.abc import Sequence

from flask import Response, request

from bot import schedule_cards
from bot.calendar_file import Event, ics_bytes
from bot.clock import moment, tokyo_date
from bot.csv_file import csv_bytes
from bot.locale import t, yen
from bot.pages.visit import Visit, refused
from bot.web import page
from domain.desk import members, passbooks
from domain.desk.passbooks import Holding
from domain.errors import RuleBroken
from domain.schedules import Due

CSV, ICS = "csv", "ics"
TYPES = {CSV: "text/csv; charset=utf-8", ICS: "text/calendar; charset=utf-8"}


def show(visit: Visit) -> Response:
    """The two buttons."""
    return page("pages/downloads.html", title=_title(visit))


def take(visit: Visit) -> Response:
    """The file that was asked for."""
    kind = request.form.get("act", CSV)
    if kind not in TYPES:
        return show(visit)
    try:
        held = _held(visit)
    except RuleBroken as refusal:  # not the representative any more
        return refused(refusal)
    rows = schedule_cards.rows_of(held, _name(visit), tokyo_date(visit.at))
    content = _csv(held, rows) if kind == CSV else _ics(visit, rows)
    filename = f"{_name(visit)}-{tokyo_date(visit.at).isoformat()}.{kind}"
    return Response(
        content,
        headers={"Content-Type": TYPES[kind], "Content-Disposition": f'attachment; filename="{filename}"'},
    )


def _held(visit: Visit) -> list[Holding]:
    of = int(visit.link.facts.get("of", 0))
    with visit.home.db.reading() as tx:
        member = members.member(tx, visit.line_user)
        if of:
            return [passbooks.holding(tx, member.association_id, of)]
        return passbooks.holdings(tx, member.association_id)


def _name(visit: Visit) -> str:
    name = str(visit.link.facts.get("list", ""))
    return name if name in schedule_cards.RESTS_ON else "interest"


def _title(visit: Visit) -> str:
    return t(f"passbooks.reading_list.title_{_name(visit)}")


def _csv(held: Sequence[Holding], rows: Sequence[Due]) -> bytes:
    kinds = {one.book.number: t("pages.downloads.kind_of", kind=str(one.book.kind)) for one in held}
    names = (
        "number",
        "kind",
        "day",
        "nth",
        "units",
        "principal",
        "interest",
        "tax",
        "net",
        "apply_by",
        "remark",
    )
    headings = [t(f"pages.downloads.{name}") for name in names]
    remark = t("pages.downloads.unknown")
    return csv_bytes(
        headings,
        [
            (row.passbook, kinds[row.passbook], row.on, row.nth or "", row.units, row.principal, row.gross, row.tax, row.net,
             row.apply_by, remark if row.unknown else "")
            for row in rows
        ],
    )  # fmt: skip


def _ics(visit: Visit, rows: Sequence[Due]) -> bytes:
    name = _name(visit)
    events = [_event(name, row) for row in rows]
    return ics_bytes(t("pages.downloads.calendar", title=_title(visit)), events, moment(visit.at))


def _event(name: str, row: Due) -> Event:
    """Interest and maturity on their day; an early redemption on the last day to ask for it."""
    key = f"{name}:{row.passbook}:{row.nth}:{row.on.isoformat()}"
    amount = t("pages.downloads.not_published") if row.unknown and not row.net else yen(row.net)
    if row.apply_by is not None:
        summary = t("pages.downloads.event_redemption", on=row.on, number=row.passbook)
        return Event(
            row.apply_by,
            key,
            summary,
            t("pages.downloads.event_redemption_more", amount=amount, units=row.units),
        )
    summary = t(f"pages.downloads.event_{name}", amount=amount, number=row.passbook)
    return Event(row.on, key, summary, t("pages.downloads.event_more", on=row.on, units=row.units))

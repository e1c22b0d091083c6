"""買入計算書 behind a short-lived link from 「申請状況」: whoever represents the association today sees it, nobody else."""

from flask import Response

from bot.pages.visit import Visit, refused
from bot.papers import redemption_statement
from domain.desk.members import membership
from domain.errors import LinkUnknown
from domain.store import filings, redemptions

SHOWN = ("approved", "carried_out")


def show(visit: Visit) -> Response:
    """The PDF. Looking spends nothing: it may be opened again while the link lives."""
    filing_id = int(visit.link.facts.get("filing", 0))
    with visit.home.db.reading() as tx:
        member = membership(tx, visit.line_user)
        row, told = filings.get(tx, filing_id), redemptions.of_filing(tx, filing_id)
        mine = member is not None and row is not None and row.association_id == member.association_id
        if not mine or told is None or told.state not in SHOWN:
            return refused(LinkUnknown())
        facts = redemption_statement.facts_of(tx, row, told)
    return redemption_statement.answer(facts)


def take(visit: Visit) -> Response:
    """Nothing is sent to this page: it is shown."""
    return show(visit)

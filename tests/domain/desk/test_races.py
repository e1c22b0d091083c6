"""Two at once at the desk, on SQLite and on PostgreSQL: each act is done whole, once, and nothing is promised twice."""

import datetime as dt
import functools
import threading
import time
from collections.abc import Iterator
from typing import Any

import pyotp
import pytest
from sqlalchemy import func, select

from bot import quota_job
from bot.console import filing_acts
from domain import passwords
from domain.desk import applications, passbook_entries, redemptions, reservations, review
from domain.desk.hands import Form
from domain.errors import AlreadyRequested, ChangedMeanwhile, FiguresOutdated, RuleBroken, TooManyUnits
from domain.store import applications as numbers
from domain.store import associations, audit, passbooks
from domain.store.tables import (
    application,
    filing,
    line_link,
    outgoing,
    passbook,
    redemption,
    redemption_line,
    tranche,
)
from tests.applying import ANSWERS, a_member, another, applies, at, on_record
from tests.applying import Desk as ApplicationDesk
from tests.bot.talking import SECRET, Talking
from tests.databases import BOTH, talking_on
from tests.holders import a_book, redeemed
from tests.racing import together
from tests.redeeming import Desk, accepted, answers, files, settles, the_guides_book

BUY_BACK = dt.date(2026, 8, 10)
D, QUOTA = dt.date(2026, 6, 15), 582_089


@pytest.fixture(autouse=True)
def _cheap_hashes() -> Iterator[None]:
    passwords.hasher(passwords.CHEAP)
    yield
    passwords.hasher(passwords.COST)


@pytest.fixture(params=BOTH)
def talking(request: pytest.FixtureRequest, tmp_path: Any) -> Iterator[Talking]:
    """A member's phone, in a house on either database."""
    with talking_on(request.param, tmp_path) as made:
        yield made


@pytest.fixture
def desk(talking: Talking) -> Desk:
    """The guide's association, and three of the staff."""
    settles(talking)
    return Desk(talking.house)


def left(talking: Talking) -> list[int]:
    """Units left of each purchase."""
    with talking.house.db.reading() as tx:
        return list(tx.execute(select(tranche.c.units_left).order_by(tranche.c.id)).scalars())


def reserved(talking: Talking) -> list[int]:
    """Units promised away, in the order of the purchases."""
    with talking.house.db.reading() as tx:
        return list(tx.execute(select(redemption_line.c.units).order_by(redemption_line.c.tranche_id)).scalars())


def _filing_of(talking: Talking) -> int:
    with talking.house.db.reading() as tx:
        return int(tx.execute(select(filing.c.id)).scalar_one())


def row(number: str, year: int, *, nth: int, association: str = "300001") -> dict[str, str]:
    """A purchase as a row of the file that staff load."""
    return {"association": association, "number": number, "kind": "ordinary", "fiscal_year": str(year), "nth": str(nth), "units": "30"}


def proposes(db: Any, hand: Any, rows: list[dict[str, str]]) -> int:
    with db.writing() as tx:
        return int(passbook_entries.propose(tx, hand, rows, "hand", Form(0, "proposed")) or 0)


def accepts(db: Any, hand: Any, entry_id: int) -> None:
    with db.writing() as tx:
        passbook_entries.accept(tx, hand, entry_id, Form(0, f"accepted-{threading.get_ident()}"))


def filled(talking: Talking, *days: tuple[dt.date, int]) -> None:
    with talking.house.db.writing() as tx:
        for n, (day, units) in enumerate(days):
            on_record(tx, another(tx, str(300_100 + n)), None, units, day, line_user=f"U{n}")


def closes(talking: Talking) -> list[Any]:
    return quota_job.close(talking.house.db, D, talking.house.clock.ms())


# ---- 中途換金 ----------------------------------------------------------------------------------------------


def test_of_many_approvals_at_once_one_is_made_and_units_are_promised_once(talking, desk):
    filing_id = files(talking, units=50)
    desk.passes(filing_id)
    form = desk.row(filing_id).version

    def approve(n: int) -> Any:
        with talking.house.db.writing() as tx:
            hand = (desk.suzuki, desk.tanaka)[n % 2]
            return review.approve(tx, desk.now(hand), filing_id, Form(form, f"race-{n}"))

    results = together([lambda n=n: approve(n) for n in range(6)])

    assert sum(not isinstance(r, Exception) for r in results) == 1
    assert {type(r) for r in results if isinstance(r, Exception)} == {ChangedMeanwhile}
    assert reserved(talking) == [30, 20]


def test_of_many_who_file_for_the_same_month_at_once_one_is_taken(talking, desk):
    """R-06"""
    given = answers(units=50)
    fingerprint, now = accepted(talking, given), talking.house.clock.now()

    def file(n: int) -> Any:
        moment = now + dt.timedelta(minutes=n)
        with talking.house.db.writing() as tx:
            return redemptions.file(
                tx, talking.who, given, fingerprint, pyotp.TOTP(SECRET).at(moment), moment
            )

    results = together([lambda n=n: file(n) for n in range(6)])

    assert sum(not isinstance(r, Exception) for r in results) == 1
    assert {type(r) for r in results if isinstance(r, Exception)} == {AlreadyRequested}


def test_two_redemptions_approved_at_once_never_promise_a_unit_twice(talking, desk):
    first = files(talking, units=100)
    at(talking, 2026, 8, 3, 10)
    second = files(talking, units=20, month="2026-09")
    at(talking, 2026, 7, 30, 10)
    for one in (first, second):
        desk.passes(one)

    def approve(n: int, filing_id: int) -> Any:
        form = desk.form(filing_id)
        with talking.house.db.writing() as tx:
            return review.approve(tx, desk.now(desk.suzuki), filing_id, form)

    results = together([lambda: approve(1, first), lambda: approve(2, second)])

    assert not any(isinstance(r, Exception) for r in results)
    assert sum(reserved(talking)) == 120
    with talking.house.db.reading() as tx:
        held = passbooks.by_number(tx, "2022-300001")
        assert held is not None and held.book.units_on(dt.date(2026, 9, 10)) == 0


def test_an_approval_and_a_correction_by_staff_do_not_overwrite_each_other(talking, desk):
    """Staff record a purchase while another approves: both are done, one after the other."""
    filing_id = files(talking, units=50)
    desk.passes(filing_id)
    at(talking, 2026, 7, 9, 10)
    entry_id = proposes(talking.house.db, desk.sato, [row("2022-300001", 2022, nth=5)])

    results = together([
        lambda: accepts(talking.house.db, desk.tanaka, entry_id),
        lambda: desk.does(review.approve, desk.suzuki, filing_id),
    ])  # fmt: skip

    assert not [one for one in results if isinstance(one, Exception)]
    with talking.house.db.reading() as tx:
        held = passbooks.by_number(tx, "2022-300001")
        assert held is not None
        assert (len(held.book.tranches), held.version) == (5, 2)
        assert audit.broken_at(tx) is None
    assert reserved(talking) == [30, 20]


def test_a_request_and_a_correction_by_staff_that_changes_its_figures(talking, desk):
    """Whoever files on figures that another act has changed is shown them anew; nothing is promised that is not there."""
    given = answers(units=120)
    fingerprint, now, code = accepted(talking, given), talking.house.clock.now(), talking.code()

    def file() -> Any:
        with talking.house.db.writing() as tx:
            return redemptions.file(tx, talking.who, given, fingerprint, code, now)

    def correct() -> None:
        with talking.house.db.writing() as tx:
            held = passbooks.by_number(tx, "2022-300001", lock=True)
            redeemed(tx, held.id, "2026-05", dt.date(2026, 5, 8), {1: 30}, state="carried_out")
            passbooks.change(tx, held.id, held.version)

    filed, corrected = together([file, correct])

    assert corrected is None
    with talking.house.db.reading() as tx:
        standing = [one.state for one in tx.execute(select(redemption).where(redemption.c.filing_id.is_not(None)))]
    if isinstance(filed, Exception):
        assert (type(filed), standing) == (TooManyUnits, [])
        return
    desk.passes(_filing_of(talking))
    with pytest.raises(FiguresOutdated):
        desk.does(review.approve, desk.suzuki, _filing_of(talking))


def test_the_buy_back_of_a_day_run_by_two_at_once_takes_the_units_once(talking, desk):
    filing_id = files(talking, units=50)
    desk.approves(filing_id)

    def run() -> int:
        with talking.house.db.writing() as tx:
            return len(reservations.carry_out(tx, BUY_BACK, 1))

    assert sorted(together([run] * 4)) == [0, 0, 0, 1]
    assert left(talking) == [0, 10, 30, 30]


# ---- 積立手帳 ----------------------------------------------------------------------------------------------


def test_of_many_who_accept_at_once_one_writes(talking):
    """Four eyes as a race: an entry that two people accept at once is written once."""
    with talking.house.db.writing() as tx:
        associations.add(tx, "300101", {"association_name": "x"}, 0)
    desk = Desk(talking.house)
    entry_id = proposes(talking.house.db, desk.sato, [row("2022-1", 2022, association="300101", nth=nth) for nth in (1, 2)])

    outcomes = together([lambda n=n: accepts(talking.house.db, (desk.suzuki, desk.tanaka)[n % 2], entry_id) for n in range(8)])

    assert sorted(type(one).__name__ for one in outcomes) == ["EntryDecided"] * 7 + ["NoneType"]
    with talking.house.db.reading() as tx:
        assert [tx.execute(select(func.count()).select_from(table)).scalar() for table in (passbook, tranche)] == [1, 2]


def test_buy_backs_and_an_approval_on_another_passbook_do_not_wait_for_each_other_in_a_ring(talking):
    """Each locks passbooks and then the end of the audit's chain: never the other way round."""
    settles(talking, the_guides_book(), a_book(2023, 3, 30, number="2023-300001"))
    desk = Desk(talking.house)
    for number in ("2022-300001", "2023-300001"):
        desk.approves(files(talking, units=10, number=number))
    at(talking, 2026, 8, 3, 10)
    waiting = files(talking, units=10, number="2023-300001", month="2026-09")
    desk.passes(waiting)

    def carry_out() -> int:
        with talking.house.db.writing() as tx:
            return len(reservations.carry_out(tx, BUY_BACK, 1))

    results = together([carry_out, lambda: desk.does(review.approve, desk.suzuki, waiting)])

    assert not [one for one in results if isinstance(one, Exception)]
    assert results[0] == 2


# ---- 応募 --------------------------------------------------------------------------------------------------


def test_two_telephones_of_one_association_file_one_application(talking: Talking) -> None:
    """規定1(2), raced: the second finds the first"""
    a_member(talking)
    with talking.house.db.writing() as tx:
        person_id = tx.execute(select(line_link.c.person_id)).scalar_one()
        tx.execute(line_link.insert(), {"line_user": "U" + "2" * 32, "person_id": person_id, "made_at": 0})
    codes = [talking.code(), talking.code()]
    now = talking.house.clock.now()

    def files(line_user: str, code: str) -> tuple[str, bool]:
        try:
            with talking.house.db.writing() as tx:
                return applications.file(tx, line_user, ANSWERS, code, now)
        except RuleBroken as refusal:
            return refusal.key(), False

    found = together([lambda: files(talking.who, codes[1]), lambda: files("U" + "2" * 32, codes[1])])

    assert sorted(new for _, new in found) == [False, True]
    assert len({receipt for receipt, _ in found}) == 1
    with talking.house.db.reading() as tx:
        assert len(list(tx.execute(select(application)))) == 1


def test_two_approvals_at_once_make_one_passbook(talking: Talking) -> None:
    """P-07, raced"""
    association_id = a_member(talking)
    applies(talking)
    desk = ApplicationDesk(talking)
    desk.reviews()
    at(talking, 2026, 6, 16, 10)
    form = desk.form()

    def approves(key: str) -> None:
        filing_acts.approve(talking.house, desk.hand("suzuki"), desk.row().id, Form(form.version, key))

    outcomes = together([lambda: approves("a"), lambda: approves("b")])

    assert [type(one) for one in outcomes if one is not None] == [ChangedMeanwhile]
    with talking.house.db.reading() as tx:
        assert len(passbooks.of_association(tx, association_id)) == 1


def test_associations_approved_at_once_are_given_different_numbers(talking: Talking) -> None:
    """S1 3章4, raced: the second takes the number after the first's"""
    with talking.house.db.writing() as tx:
        new = [associations.add(tx, None, {"association_name": "ほかの管理組合"}, 0) for _ in range(6)]

    def numbered(association_id: int) -> str:
        with talking.house.db.writing() as tx:
            number = numbers.number_association(tx, association_id, 390001, 399999)
            time.sleep(0.05)
            return number

    found = together([functools.partial(numbered, one) for one in new])

    assert sorted(map(str, found)) == [str(390001 + n) for n in range(6)]


def test_two_jobs_at_once_decide_once(talking: Talking) -> None:
    """Q-05, raced"""
    at(talking, 2026, 6, 16, 1)
    filled(talking, (D, QUOTA), (D, 1))

    found = together([lambda: closes(talking)] * 2)

    assert sorted(one.decided for closings in found for one in closings) == [False, True]
    with talking.house.db.reading() as tx:
        assert len(list(tx.execute(select(outgoing)))) == 2
        assert audit.broken_at(tx) is None


def test_two_processes_look_at_a_day_once(talking: Talking) -> None:
    """Q-05, raced"""
    at(talking, 2026, 6, 16, 1)
    filled(talking, (D, QUOTA), (D, 1))

    assert sorted(together([lambda: quota_job.run(talking.house)] * 4)) == [0, 0, 0, 1]
    with talking.house.db.reading() as tx:
        assert len(list(tx.execute(select(outgoing)))) == 2

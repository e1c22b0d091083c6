"""中途換金 filed, confirmed, approved by a second person, carried out: each with its refusals, races and repeats."""

import datetime as dt

import pytest
from sqlalchemy import select

from domain import passwords
from domain.desk import endings, intents, members, offers, redemptions, reservations, review
from domain.errors import (
    AlreadyRequested,
    ApproverIsReviewer,
    BuyBackDayPassed,
    BuyBackMonthClosed,
    EmergencyNotReviewed,
    FiguresOutdated,
    FilingIncomplete,
    IntentMissing,
    IntentNotConfirmed,
    NothingRedeemable,
    NothingToCorrect,
    OfficerIsRepresentative,
    OutsideRequestWindow,
    PassbookUnknown,
    QuoteChanged,
    StopNeedsFullRedemption,
    TooManyUnits,
    UseSuspended,
    WordsMissing,
    WrongCode,
)
from domain.redemption_dates import Proof
from domain.store import passbooks
from domain.store.tables import association, redemption, redemption_line, representative, tranche
from tests.bot.talking import Talking, a_house
from tests.holders import a_book
from tests.redeeming import AUGUST, SEPTEMBER, Desk, accepted, answers, files, settles, the_guides_book, who

BUY_BACK = dt.date(2026, 8, 10)


@pytest.fixture(autouse=True)
def _cheap_hashes():
    passwords.hasher(passwords.CHEAP)
    yield
    passwords.hasher(passwords.COST)


@pytest.fixture
def talking(tmp_path) -> Talking:
    return Talking(a_house(tmp_path))


@pytest.fixture
def desk(talking) -> Desk:
    settles(talking)
    return Desk(talking.house)


def at(talking: Talking, *when: int) -> None:
    """Let the clock in Tokyo show this moment."""
    talking.house.clock.travel_to(dt.datetime(*when, tzinfo=dt.timezone(dt.timedelta(hours=9))))


def left(talking: Talking) -> list[int]:
    """Units left of each purchase."""
    with talking.house.db.reading() as tx:
        return list(tx.execute(select(tranche.c.units_left).order_by(tranche.c.id)).scalars())


def reserved(talking: Talking) -> list[int]:
    """Units promised away, in the order of the purchases."""
    with talking.house.db.reading() as tx:
        return list(
            tx.execute(select(redemption_line.c.units).order_by(redemption_line.c.tranche_id)).scalars()
        )


def test_the_guides_example_takes_the_first_purchase_whole_and_twenty_units_of_the_second(talking, desk):
    """R-05, R-10, D1-1 (S1 6章3の例): 50口 of 30口x4 after three and a half years."""
    filing_id = files(talking, units=50)
    told = desk.told(filing_id)

    assert [(line["nth"], line["units"], line["months"]) for line in told.quote["lines"]] == [
        (1, 30, 6),
        (2, 20, 6),
    ]
    assert (told.quote["principal"], told.quote["left"], told.buy_back_on) == (25_000_000, 70, BUY_BACK)
    assert (told.state, left(talking), reserved(talking)) == ("requested", [30] * 4, [])

    desk.approves(filing_id)

    assert (desk.told(filing_id).state, left(talking), reserved(talking)) == ("approved", [30] * 4, [30, 20])


def test_units_leave_the_balance_on_the_buy_back_day_and_only_once(talking, desk):
    """R-07: a run on the day before does nothing, a second run on the day nothing more."""
    filing_id = files(talking, units=50)
    desk.approves(filing_id)
    done = []
    for day in (dt.date(2026, 8, 9), BUY_BACK, BUY_BACK, dt.date(2026, 8, 11)):
        with talking.house.db.writing() as tx:
            done.append(len(reservations.carry_out(tx, day, 1)))

    assert done == [0, 1, 0, 0]
    assert left(talking) == [0, 10, 30, 30]
    with talking.house.db.reading() as tx:
        held = passbooks.by_number(tx, "2022-300001")
        assert held is not None and held.book.units_on(BUY_BACK) == 70
        assert held.state == "open"  # P-17: a redemption alone does not end the right to go on


def test_a_full_redemption_with_the_declaration_ends_the_right_on_the_buy_back_day(talking, desk):
    """P-17, P-18"""
    filing_id = files(talking, units=120, ends_balance=True, stop=True)
    desk.approves(filing_id)
    with talking.house.db.writing() as tx:
        reservations.carry_out(tx, BUY_BACK, 1)
        held = passbooks.by_number(tx, "2022-300001")

    assert held is not None and (held.state, held.ended_by) == ("ended", "redeemed_and_stopped")


def test_stopping_without_redeeming_everything_is_refused(talking, desk):
    """P-17"""
    given = answers(units=50, ends_balance=True, stop=True)
    with talking.house.db.writing() as tx, pytest.raises(StopNeedsFullRedemption):
        redemptions.file(
            tx, talking.who, given, accepted(talking, given), talking.code(), talking.house.clock.now()
        )


def test_a_wrong_code_files_nothing(talking, desk):
    """W-06"""
    given = answers()
    fingerprint = accepted(talking, given)
    with talking.house.db.writing() as tx, pytest.raises(WrongCode):
        redemptions.file(tx, talking.who, given, fingerprint, "000000", talking.house.clock.now())
    with talking.house.db.reading() as tx:
        assert tx.execute(select(redemption)).first() is None


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"units": 121}, TooManyUnits),
        ({"month": "2026-07"}, BuyBackMonthClosed),
        ({"month": "2026-09"}, OutsideRequestWindow),
        ({"number": "2022-399999"}, PassbookUnknown),
        ({"officer_phone": None}, FilingIncomplete),
        ({"officer_family_name": "鈴木", "officer_given_name": "一郎"}, OfficerIsRepresentative),
    ],
)
def test_what_cannot_be_filed_is_refused_and_uses_no_code_up(talking, desk, told, refusal):
    """R-01, R-08, R-09"""
    with talking.house.db.writing() as tx:
        tx.execute(
            representative.update().values(facts={"rep_family_name": "鈴木", "rep_given_name": "一郎"})
        )
    given = {name: value for name, value in answers(**told).items() if value is not None}
    code = talking.code()
    with talking.house.db.writing() as tx, pytest.raises(refusal):
        redemptions.file(tx, talking.who, given, "whatever", code, talking.house.clock.now())

    good = answers()
    fingerprint = accepted(talking, good)
    with talking.house.db.writing() as tx:
        receipt, _ = redemptions.file(tx, talking.who, good, fingerprint, code, talking.house.clock.now())
    assert receipt.startswith("R-")


def test_a_second_request_of_the_month_is_refused_and_another_month_is_not(talking, desk):
    """R-06"""
    files(talking, units=10)
    with pytest.raises(AlreadyRequested):
        files(talking, units=10)
    at(talking, 2026, 8, 3, 10)

    assert files(talking, units=10, month="2026-09")


def test_after_a_withdrawal_the_month_is_free_again(talking, desk):
    """R-06"""
    filing_id = files(talking, units=10)
    with talking.house.db.writing() as tx:
        endings.withdraw(tx, filing_id, desk.row(filing_id).person_id, talking.house.clock.ms())

    assert desk.told(filing_id).state == "withdrawn"
    assert files(talking, units=20)


def test_what_was_filed_for_another_month_is_not_offered_again(talking, desk):
    first = files(talking, units=100)
    at(talking, 2026, 8, 3, 10)
    with talking.house.db.reading() as tx:
        held = offers.holding(tx, who(tx, talking), "2022-300001")
        assert offers.months(tx, held, talking.house.clock.now())[0].available.units == 20
    with pytest.raises(TooManyUnits):
        files(talking, units=30, month="2026-09")
    second = files(talking, units=20, month="2026-09")

    assert [line["nth"] for line in desk.told(second).quote["lines"]] == [4]
    assert desk.told(first).quote["left"] == 20


def test_midnight_after_the_last_day_belongs_to_the_next_business_day(talking, desk):
    """W-01, R-08: at 0:30 on the 16th the window of the 15th is over."""
    given = answers()
    at(talking, 2026, 7, 15, 23, 30)
    fingerprint = accepted(talking, given)
    code = talking.code()
    at(talking, 2026, 7, 16, 0, 30)
    with talking.house.db.writing() as tx, pytest.raises(BuyBackMonthClosed) as refused:
        redemptions.file(tx, talking.who, given, fingerprint, code, talking.house.clock.now())

    assert (refused.value.facts["closes"], refused.value.facts["next_month"]) == (dt.date(2026, 7, 15), 9)
    assert refused.value.facts["next_opens"] == dt.date(2026, 8, 1)


def test_a_quote_that_another_act_has_changed_is_not_filed(talking, desk):
    """The first request's withdrawal makes older units free: the second's lines are others than those accepted."""
    first = files(talking, units=30)
    at(talking, 2026, 8, 3, 10)
    given = answers(units=30, month="2026-09")
    fingerprint = accepted(talking, given)
    with talking.house.db.writing() as tx:
        endings.withdraw(tx, first, desk.row(first).person_id, talking.house.clock.ms())
    code = talking.code()
    with talking.house.db.writing() as tx, pytest.raises(QuoteChanged):
        redemptions.file(tx, talking.who, given, fingerprint, code, talking.house.clock.now())


def test_in_the_first_year_only_an_emergency_opens_the_passbook_and_the_desk_must_have_looked_at_it(talking):
    """R-02, R-04"""
    settles(talking, a_book(2025, 1, number="2025-300001"))
    desk = Desk(talking.house)
    with pytest.raises(NothingRedeemable):
        files(talking, units=10, number="2025-300001")
    filing_id = files(talking, units=10, number="2025-300001", emergency=True, emergency_words="給水管の破裂")
    desk.confirms(filing_id)
    with pytest.raises(EmergencyNotReviewed):
        desk.does(review.pass_on, desk.sato, filing_id)
    desk.confirms(filing_id, emergency=True)
    desk.does(review.pass_on, desk.sato, filing_id)

    assert desk.does(review.approve, desk.suzuki, filing_id).state == "approved"


def test_nothing_is_passed_on_before_the_intent_is_confirmed(talking, desk):
    """R-09"""
    filing_id = files(talking)
    desk.does(review.claim, desk.sato, filing_id)
    with pytest.raises(IntentMissing) as refused:
        desk.does(review.pass_on, desk.sato, filing_id)

    assert refused.value.facts == {"by": dt.date(2026, 7, 31)}


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"by_representative": True}, IntentNotConfirmed),
        ({"proof": Proof.DOCUMENT, "complete": False}, IntentNotConfirmed),
        ({"words": ""}, WordsMissing),
    ],
)
def test_a_confirmation_that_does_not_count_is_not_recorded(talking, desk, facts, refusal):
    """R-09"""
    filing_id = files(talking)
    with pytest.raises(refusal):
        desk.confirms(filing_id, **facts)

    assert desk.told(filing_id).intent_confirmed_by is None


def test_the_intent_is_confirmed_by_the_last_business_day_of_the_month_before(talking, desk):
    """R-09"""
    filing_id = files(talking)
    at(talking, 2026, 8, 1, 9)
    with pytest.raises(IntentNotConfirmed) as refused:
        desk.confirms(filing_id)

    assert refused.value.facts == {"reason": "late", "by": dt.date(2026, 7, 31)}


def test_a_telephone_number_in_the_words_of_a_confirmation_is_masked(talking, desk):
    filing_id = files(talking)
    desk.confirms(filing_id, words="田中様 090-1234-5678")

    assert desk.told(filing_id).intent_facts["words"] == "田中様 ********678"


def test_neither_who_passed_it_on_nor_who_confirmed_the_intent_approves(talking, desk):
    """Four eyes, ASVS 2.3.5."""
    filing_id = files(talking)
    desk.confirms(filing_id, hand=desk.sato)
    desk.does(review.reassign, desk.tanaka, filing_id, desk.suzuki.staff_id)
    desk.does(review.pass_on, desk.suzuki, filing_id)
    for hand in (desk.sato, desk.suzuki):
        with pytest.raises(ApproverIsReviewer):
            desk.does(review.approve, hand, filing_id)

    assert reserved(talking) == []
    assert desk.does(review.approve, desk.tanaka, filing_id).state == "approved"


def test_what_is_not_approved_before_the_buy_back_day_is_not_approved_at_all(talking, desk):
    """R-07"""
    filing_id = files(talking)
    desk.passes(filing_id)
    at(talking, 2026, 8, 10, 9)
    with pytest.raises(BuyBackDayPassed):
        desk.does(review.approve, desk.suzuki, filing_id)

    assert reserved(talking) == []


def test_a_refused_request_takes_nothing_and_frees_its_month(talking, desk):
    filing_id = files(talking)
    desk.passes(filing_id)
    desk.does(review.reject, desk.suzuki, filing_id, "month_not_possible")

    assert (desk.told(filing_id).state, reserved(talking)) == ("refused", [])
    assert files(talking)


def test_an_approval_whose_figures_another_act_has_changed_is_refused(talking, desk):
    """The earlier request is withdrawn after the later one was filed: its lines would be others now."""
    first = files(talking, units=30)
    at(talking, 2026, 8, 3, 10)
    second = files(talking, units=30, month="2026-09")
    desk.passes(second)
    with talking.house.db.writing() as tx:
        endings.withdraw(tx, first, desk.row(first).person_id, talking.house.clock.ms())
    with pytest.raises(FiguresOutdated):
        desk.does(review.approve, desk.suzuki, second)

    assert reserved(talking) == []


def test_a_returned_request_is_filed_again_after_the_window_and_must_be_confirmed_anew(talking, desk):
    filing_id = files(talking)
    desk.confirms(filing_id)
    desk.does(review.mark, desk.sato, filing_id, [("officer_phone", "not_reached", "")])
    desk.does(review.give_back, desk.sato, filing_id)
    at(talking, 2026, 7, 21, 10)
    given = answers(officer_phone="0398765432", _filing=filing_id)
    fingerprint = accepted(talking, given)
    code = talking.code()
    with talking.house.db.writing() as tx:
        assert redemptions.returned(tx, who(tx, talking))[0].remarks[0].field == "officer_phone"
        receipt, revision = redemptions.file(
            tx, talking.who, given, fingerprint, code, talking.house.clock.now()
        )

    assert (desk.row(filing_id).receipt, desk.row(filing_id).revision, revision) == (receipt, 2, 2)
    assert (desk.told(filing_id).state, desk.told(filing_id).intent_confirmed_by) == ("requested", None)
    assert desk.approves(filing_id).state == "approved"


def test_a_request_that_was_not_returned_is_not_filed_again(talking, desk):
    filing_id = files(talking)
    given = answers(_filing=filing_id)
    with talking.house.db.writing() as tx, pytest.raises(NothingToCorrect):
        redemptions.file(
            tx, talking.who, given, accepted(talking, given), talking.code(), talking.house.clock.now()
        )


def test_a_suspended_association_files_nothing(talking, desk):
    """W-02"""
    given = answers()
    fingerprint = accepted(talking, given)
    with talking.house.db.writing() as tx:
        tx.execute(association.update().values(state="suspended"))
    with talking.house.db.writing() as tx, pytest.raises(UseSuspended):
        redemptions.file(tx, talking.who, given, fingerprint, talking.code(), talking.house.clock.now())
    with talking.house.db.reading() as tx:
        assert members.member(tx, talking.who).suspended


# ---- Speed ------------------------------------------------------------------------------------------------


def test_an_approval_takes_at_most_fifteen_statements(talking, desk):
    """Counted by the database itself, whichever way a statement reached it; notice and news come on top."""
    filing_id = files(talking, units=50)
    desk.passes(filing_id)
    form, counted = desk.form(filing_id), []
    with talking.house.db.writing() as tx:
        raw = tx.connection.dbapi_connection
        raw.set_trace_callback(counted.append)
        review.approve(tx, desk.now(desk.suzuki), filing_id, form)
        raw.set_trace_callback(None)

    assert 5 < len(counted) <= 15, counted


def test_the_months_offered_are_the_open_one_and_those_ahead(talking, desk):
    """R-08"""
    with talking.house.db.reading() as tx:
        held = offers.holding(tx, who(tx, talking), "2022-300001")
        found = offers.months(tx, held, talking.house.clock.now())

    assert [(o.month, o.open, o.available.units) for o in found[:2]] == [
        (AUGUST, True, 120),
        (SEPTEMBER, False, 120),
    ]


def test_two_passbooks_are_independent(talking):
    """R-05, P-07"""
    settles(talking, the_guides_book(), a_book(2023, 2, 10, number="2023-300001"))
    files(talking, units=50)

    assert files(talking, units=10, number="2023-300001")


def test_a_confirmation_posted_twice_is_recorded_once(talking, desk):
    filing_id = files(talking)
    desk.does(review.claim, desk.sato, filing_id)
    form = desk.form(filing_id)
    intent = intents.Intent(Proof.PHONE, "確認")
    results = []
    for _ in range(2):
        with talking.house.db.writing() as tx:
            results.append(intents.confirm(tx, desk.now(desk.sato), filing_id, intent, form))

    assert results[0] is not None
    assert results[1] is None

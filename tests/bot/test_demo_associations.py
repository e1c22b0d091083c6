"""The demo's three associations: believable, able to sign in, and the same on any day the demo is begun."""

import datetime as dt

import pytest
from sqlalchemy import select

from bot import demo_associations
from domain import passwords
from domain.desk import access, accounts, members, passbooks, registration
from domain.form import Section
from domain.registration_form import ASSOCIATION, COMPANY, REPRESENTATIVE
from domain.store.tables import association, credential
from domain.terms import Kind
from tests.bot.talking import Talking

TODAY = dt.date(2026, 11, 30)


@pytest.fixture(autouse=True)
def cheap_hashes():
    passwords.hasher(passwords.CHEAP)
    yield
    passwords.hasher(passwords.COST)


@pytest.fixture
def secrets():
    return demo_associations.new_secrets()


def _settled(talking: Talking, secrets, today=TODAY):
    with talking.house.db.writing() as tx:
        demo_associations.settle(tx, secrets, today, talking.house.clock.ms())
    return talking


def _held(talking: Talking, number: str):
    with talking.house.db.reading() as tx:
        found = tx.execute(select(association.c.id).where(association.c.number == number)).scalar_one()
        return [one.book for one in passbooks.holdings(tx, found)]


def test_one_is_new_one_is_the_guides_and_one_has_nine_purchases(talking, secrets):
    _settled(talking, secrets)

    assert [(b.units, len(b.tranches), b.fiscal_year) for b in _held(talking, "300101")] == [(30, 4, 2022)]
    assert [(b.kind, len(b.tranches)) for b in _held(talking, "300102")] == [
        (Kind.ORDINARY, 9),
        (Kind.CERTIFIED, 3),
    ]
    with talking.house.db.reading() as tx:
        assert (
            tx.execute(select(association).where(association.c.number.is_(None))).one().state == "registered"
        )


@pytest.mark.parametrize(
    ("today", "last"),
    [(dt.date(2027, 2, 21), 2025), (dt.date(2027, 2, 22), 2026), (dt.date(2027, 4, 1), 2026)],
)
def test_the_latest_purchase_is_the_last_that_was_issued(talking, secrets, today, last):
    """I-01: the bonds of FY2026 are issued on Monday 22 February 2027."""
    _settled(talking, secrets, today)

    book = _held(talking, "300101")[0]
    assert book.fiscal_year + len(book.tranches) - 1 == last


@pytest.mark.parametrize("name", ["hinata", "sumire", "keyaki"])
def test_a_representative_signs_in_and_is_a_member_at_once(talking, secrets, name):
    _settled(talking, secrets)
    user_id, at = demo_associations.told()[name]["user_id"], talking.house.clock.ms()
    with talking.house.db.writing() as tx:
        known = access.check_password(tx, user_id, secrets[name]["password"], talking.who, at)
        assert known.authenticator_ready
        row = tx.execute(select(credential).where(credential.c.person_id == known.person_id)).one()
        assert row.totp_secret == secrets[name]["totp"]  # the one on the demo's page
        accounts.link_line(tx, talking.who, known.person_id, at)
        assert registration.standing(tx, talking.who).member
        assert (
            members.acting_member(tx, talking.who).name
            == demo_associations.told()[name]["association"]["association_name"]
        )

    talking.says("メニュー")
    assert "積立手帳" in talking.cards


@pytest.mark.parametrize("year", range(2013, 2047, 3))
def test_the_clock_may_be_moved_anywhere(talking, secrets, year):
    _settled(talking, secrets)
    for name in ("sumire", "keyaki"):
        with talking.house.db.writing() as tx:
            known = access.check_password(
                tx,
                demo_associations.told()[name]["user_id"],
                secrets[name]["password"],
                talking.who,
                talking.house.clock.ms(),
            )
            accounts.link_line(tx, talking.who, known.person_id, talking.house.clock.ms())
        for month in (1, 2, 8, 12):
            talking.house.clock.travel_to(dt.datetime(year, month, 16, 3, tzinfo=dt.UTC))
            assert "次にやること" in talking.says("積立手帳")
            talking.taps("中途換金額")
            assert talking.state == ("passbooks", "reading_list")
        talking.house.clock.travel_to(dt.datetime(2026, 11, 30, 1, tzinfo=dt.UTC))


def test_what_is_on_record_is_what_the_form_would_have_taken():
    for one in demo_associations.told().values():
        answers = one["association"] | one["representative"]
        for section in (ASSOCIATION, REPRESENTATIVE, COMPANY):
            _check(section, answers)


def _check(section: Section, answers) -> None:
    for field in section.fields:
        if not field.needed(answers) or field.optional or field.kind in ("step", "file"):
            continue
        typed = (
            str(answers[field.name]).lower()
            if isinstance(answers[field.name], bool)
            else str(answers[field.name])
        )
        assert field.parse(typed, answers, TODAY) == answers[field.name], field.name


def test_the_page_names_who_can_sign_in_and_their_authenticators(secrets):
    said, entries = demo_associations.notes(secrets), demo_associations.authenticator_entries(secrets)

    for name, one in demo_associations.told().items():
        assert f"{one['user_id']} / {secrets[name]['password']}" in said
        assert any(secrets[name]["totp"] in entry and one["user_id"] in entry for entry in entries)

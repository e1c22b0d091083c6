"""Persons, user IDs, authenticators and links to LINE as rows (S0 手順4-14, W-04, W-08)."""

import datetime as dt

import pyotp
import pytest

from domain import passwords
from domain.desk import access, accounts, codes, recovery, tries
from domain.errors import (
    CodeUsedTwice,
    TemporarilyLocked,
    TooManyTriesToday,
    UserIdTaken,
    WrongCode,
    WrongPassword,
)
from domain.store import audit, people
from domain.store.db import Database
from domain.store.sealed import keyring
from domain.store.tables import metadata

U1, U2 = "U1", "U2"
AT = 1_790_000_000_000
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
FACTS = {"family_name": "山田", "given_name": "太郎", "family_kana": "ヤマダ", "given_kana": "タロウ",
         "applicant_mail": "taro@example.jp"}  # fmt: skip


@pytest.fixture(autouse=True, scope="module")
def cheap_hashes():
    passwords.hasher(passwords.CHEAP)
    yield
    passwords.hasher(passwords.COST)


@pytest.fixture
def db(tmp_path):
    keyring.use({1: bytes(range(32))})
    made = Database(f"sqlite:///{tmp_path}/test.db")
    metadata.create_all(made.engine)
    yield made
    made.close()


@pytest.fixture
def tx(db):
    with db.writing() as tx:
        yield tx


@pytest.fixture
def person(tx):
    person_id = accounts.apply_for_account(tx, U1, FACTS, AT)
    accounts.create_credential(tx, person_id, "yamada2026", "first_pet", "ポチ", "kaki-no-ki 7", AT)
    return person_id


def code(at=AT, secret=SECRET):
    return pyotp.TOTP(secret).at(dt.datetime.fromtimestamp(at / 1000, tz=dt.UTC))


def test_a_stranger_naming_the_same_mail_address_is_another_person(tx):
    """Nothing a stranger types changes somebody who is known."""
    first = accounts.apply_for_account(tx, U1, FACTS, AT)
    second = accounts.apply_for_account(tx, U2, FACTS | {"family_name": "田中"}, AT)
    assert first != second
    assert people.get(tx, first).facts["family_name"] == "山田"
    assert len(people.by_mail(tx, "TARO@example.jp")) == 2


def test_an_id_is_taken_whatever_its_case(tx, person):
    other = accounts.apply_for_account(tx, U2, FACTS, AT)
    with pytest.raises(UserIdTaken):
        accounts.create_credential(tx, other, "Yamada2026", "first_pet", "ポチ", "x", AT)


def test_passwords_and_answers_are_stored_as_hashes_only(tx, person):
    row = people.credential_of(tx, person)
    assert row.password_hash.startswith("$argon2id$")
    assert row.answer_hash.startswith("$argon2id$")
    assert "kaki" not in str(tuple(row))


def test_three_wrong_passwords_lock_and_a_right_one_does_not_open(tx, person):
    """W-04."""
    for left in (2, 1):
        with pytest.raises(WrongPassword) as refused:
            access.check_password(tx, "yamada2026", "x", U1, AT)
        assert refused.value.facts == {"left": left}
    with pytest.raises(TemporarilyLocked):
        access.check_password(tx, "yamada2026", "x", U1, AT)
    with pytest.raises(TemporarilyLocked) as refused:
        access.check_password(tx, "yamada2026", "kaki-no-ki 7", U1, AT + 60_000)
    assert refused.value.facts == {"minutes": 29}
    known = access.check_password(tx, "yamada2026", "kaki-no-ki 7", U1, AT + 30 * 60_000)
    assert (known.person_id, known.authenticator_ready) == (person, False)


def test_an_unknown_id_costs_a_hash_and_is_locked_like_a_known_one(tx, person):
    for kind in (WrongPassword, WrongPassword, TemporarilyLocked, TemporarilyLocked):
        with pytest.raises(kind):
            access.check_password(tx, "nobody99", "x", U1, AT)


def test_a_hash_of_other_cost_is_made_anew_at_the_next_right_password(tx, person):
    passwords.hasher(passwords.Cost(time_cost=2, memory_cost=8, parallelism=1))
    before = people.credential_of(tx, person).password_hash
    access.check_password(tx, "yamada2026", "kaki-no-ki 7", U1, AT)
    passwords.hasher(passwords.CHEAP)
    assert people.credential_of(tx, person).password_hash != before


def test_the_first_code_makes_the_authenticator_count_and_is_used_up(tx, person):
    accounts.confirm_authenticator(tx, person, U1, SECRET, code(), AT)
    row = people.credential_of(tx, person)
    assert (row.totp_secret, row.totp_confirmed_at, row.last_code_at) == (SECRET, AT, AT)
    with pytest.raises(CodeUsedTwice):
        codes.check(tx, person, U1, code(), tries.moment(AT))


def test_misses_on_pages_and_in_the_talk_count_together(tx, person):
    """Five of a person and a LINE user, wherever they are typed."""
    accounts.confirm_authenticator(tx, person, U1, SECRET, code(), AT)
    later = AT + 60_000
    for _ in range(3):
        with pytest.raises(WrongCode):
            codes.check(tx, person, U1, "000000", tries.moment(later))
    with pytest.raises(WrongCode):
        accounts.confirm_authenticator(tx, person, U1, SECRET, "000000", later)
    with pytest.raises(TemporarilyLocked):
        accounts.confirm_authenticator(tx, person, U1, SECRET, "000000", later)
    with pytest.raises(TemporarilyLocked):
        codes.check(tx, person, U1, code(later), tries.moment(later))
    codes.check(tx, person, U2, code(later), tries.moment(later))


def test_the_cap_of_a_line_user_holds_over_all_ids_until_the_next_day(tx, person):
    for n in range(30):
        with pytest.raises(WrongPassword):
            access.check_password(tx, f"nobody{n:02d}", "x", U2, AT)
    with pytest.raises(TooManyTriesToday):
        access.check_password(tx, "yamada2026", "kaki-no-ki 7", U2, AT)
    access.check_password(tx, "yamada2026", "kaki-no-ki 7", U1, AT)
    access.check_password(tx, "yamada2026", "kaki-no-ki 7", U2, AT + 24 * 3_600_000)


def test_a_person_has_one_line_user_and_a_line_user_one_person(tx, person):
    other = accounts.apply_for_account(tx, U2, FACTS, AT)
    assert accounts.link_line(tx, U1, person, AT) == []
    assert accounts.link_line(tx, U1, person, AT) == []
    assert accounts.link_line(tx, U2, person, AT) == [U1]
    assert accounts.link_line(tx, U2, other, AT) == []
    assert [people.linked_person(tx, user) for user in (U1, U2)] == [None, other]
    assert people.linked_line_users(tx, person) == []


def test_setting_a_password_remembers_the_last_three(tx, person):
    """W-08."""
    for n in range(4):
        accounts.set_password(tx, person, f"momo-no-ki {n}", AT)
    row = people.credential_of(tx, person)
    assert len(row.previous_hashes) == 2
    assert passwords.verify_password(row.password_hash, "momo-no-ki 3")
    assert [
        passwords.verify_password(h, f"momo-no-ki {n}")
        for h, n in zip(row.previous_hashes, (1, 2), strict=True)
    ] == [True, True]


def test_names_are_compared_without_spaces_and_width(tx, person):
    """W-10: 氏名+メール."""
    found = recovery.ids_to_remind(tx, "山 田", "太郎", "taro@example.jp", "ぽち", U2, AT)
    assert [row.user_id for row in found] == ["yamada2026"]
    assert recovery.ids_to_remind(tx, "山本", "太郎", "taro@example.jp", "ぽち", U2, AT) == []


def test_every_act_is_in_the_audit_trail(tx, person):
    accounts.confirm_authenticator(tx, person, U1, SECRET, code(), AT)
    accounts.set_password(tx, person, "momo-no-ki 1", AT)
    accounts.link_line(tx, U1, person, AT)
    from sqlalchemy import select

    from domain.store.tables import audit as rows

    acts = [row.act for row in tx.execute(select(rows).order_by(rows.c.id))]
    assert acts == ["account_applied", "account_made", "authenticator_set", "password_set", "line_linked"]
    assert audit.broken_at(tx) is None

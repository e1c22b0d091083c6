"""One-time codes and passwords against those who guess, replay and pass on (T17-T26)."""

import bisect
import datetime as dt
import statistics
import threading
import time

import pyotp
import pytest
from sqlalchemy import create_engine, func, select, text

from bot import guessing
from domain import locks, one_time_code, passwords
from domain.desk import access, accounts, codes, tries
from domain.errors import (
    AccessRefused,
    CodeUsedTwice,
    RuleBroken,
    TemporarilyLocked,
    TooManyTriesToday,
    WrongCode,
)
from domain.store import audit, people
from domain.store.db import Database
from domain.store.sealed import keyring
from domain.store.tables import audit as audit_rows
from domain.store.tables import code_tries, credential, metadata, person

AT = 1_796_000_400_000
SECOND, MINUTE, HOUR = 1000, 60_000, 3_600_000
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
FACTS = {"family_name": "山田", "given_name": "太郎", "applicant_mail": "taro@example.jp"}
PASSWORD = "kaki-no-ki 7"


@pytest.fixture
def db(tmp_path):
    keyring.use({1: bytes(range(32))})
    passwords.hasher(passwords.CHEAP)
    made = Database(f"sqlite:///{tmp_path / 'codes.db'}")
    metadata.create_all(made.engine)
    yield made
    made.close()
    passwords.hasher(passwords.COST)


def member(tx, number=0, line_user=None, secret=SECRET):
    """Somebody with an account and an authenticator."""
    person_id = people.add(tx, FACTS, AT)
    accounts.create_credential(tx, person_id, f"yamada{number:05d}", "first_pet", "ポチ", PASSWORD, AT)
    people.change_credential(tx, person_id, totp_secret=secret, totp_confirmed_at=AT, totp_last_step=0)
    if line_user:
        accounts.link_line(tx, line_user, person_id, AT)
    return person_id


def members(db, count):
    """Many accounts, made in two statements; their ids."""
    with db.writing() as tx:
        one = member(tx)
        row = dict(tx.execute(select(credential)).mappings().one())
        first = one + 1
        tx.execute(person.insert(), [{"facts": FACTS, "mail_hash": "m", "made_at": AT} for _ in range(count)])
        tx.execute(credential.insert(), [row | {"person_id": first + n, "user_id": f"m{n}", "user_id_hash": f"h{n}"} for n in range(count)])
    return range(first, first + count)


def guess(db, person_id, line_user, code, at):
    """What became of one guess."""
    with db.writing() as tx:
        return _became(tx, person_id, line_user, code, at)


def _became(tx, person_id, line_user, code, at):
    try:
        codes.check(tx, person_id, line_user, code, tries.moment(at))
    except RuleBroken as refusal:
        return type(refusal)
    return None


def code(at, secret=SECRET):
    return pyotp.TOTP(secret).at(dt.datetime.fromtimestamp(at / 1000, tz=dt.UTC))


def wrong(number, at):
    """A guess that is not one of the three codes that would open."""
    right = {code(at + step * 30 * SECOND) for step in (-1, 0, 1)}
    guessed = f"{number % 1_000_000:06d}"
    return "999999" if guessed in right and "999999" not in right else "999998" if guessed in right else guessed


def test_ten_thousand_guesses_at_one_account_are_hardly_ever_compared(db, figure):
    """T17: at 50 a second, by one LINE user that is linked; every answer is one of three sentences."""
    with db.writing() as tx:
        victim = member(tx, line_user="U1")
    answers, at = [], AT
    for n in range(10_000):
        answers.append(guess(db, victim, "U1", wrong(n, at), at))
        at += 20
    compared = answers.count(WrongCode)
    assert None not in answers
    assert set(answers) <= {WrongCode, TemporarilyLocked, TooManyTriesToday}
    assert compared <= locks.WRONG_CODES
    for half_hour in range(1, 48):  # All day long: every lock is waited for.
        answers += [guess(db, victim, "U1", wrong(n, at), at + half_hour * 31 * MINUTE) for n in range(10)]
    assert answers.count(WrongCode) <= locks.MOST_TRIES_A_LINE_USER_AND_DAY * 2  # two calendar days
    figure("T17", guesses=len(answers), compared_in_200_s=compared, compared_in_a_day=answers.count(WrongCode), right=answers.count(None))


def test_a_spray_over_22400_associations_is_stopped_for_everybody_and_told(db, figure):
    """T18: 25 guesses at each association by 100 LINE users would be half a million tries; 200 of an hour are compared."""
    victims = members(db, 400)  # of 22,400: the cap holds long before
    at, compared, refused = AT // HOUR * HOUR, 0, 0
    for n in range(3_000):
        answer = guess(db, victims[n % 400], f"U{n % 100:03d}", wrong(n, at), at + n)
        compared, refused = compared + (answer is WrongCode), refused + (answer is TooManyTriesToday)
        assert answer is not None
    assert compared == locks.MOST_WRONG_TRIES_AN_HOUR == 200
    assert refused == 2_800
    with db.reading() as tx:
        told = tx.execute(select(audit_rows.c.act, audit_rows.c.subject).where(audit_rows.c.act == "guessing_stopped")).all()
        assert len(told) == 1
        assert audit.broken_at(tx) is None
    figure("T18", guesses=3_000, compared_in_an_hour=compared, alarms=len(told))


def test_a_spray_that_goes_on_for_days_is_stopped_by_the_cap_of_a_day(db, figure):
    """T18: as many guesses as an hour lets through, until the next day opens again, from a quarter past: no 24 hours see more than the cap."""
    victims, compared, guesses = members(db, 400), [], 0
    began = AT // HOUR * HOUR + HOUR // 4
    for hour in range(28):
        an_hour = 204 if hour < 9 or hour > 23 else 12  # in between it is shut
        with db.writing() as tx:  # one commit an hour: it is the rule that is looked at, not the disk
            for n in range(an_hour):
                at, guesses = began + hour * HOUR + n * HOUR // an_hour, guesses + 1
                if _became(tx, victims[guesses % 400], f"U{guesses % 301:03d}", wrong(guesses, at), at) is WrongCode:
                    compared.append(at)
    most = max(bisect.bisect_left(compared, at + 24 * HOUR) - n for n, at in enumerate(compared))
    expected = most * (one_time_code.BACKWARDS + 1 + one_time_code.FORWARDS) / 10**one_time_code.DIGITS
    assert most == locks.MOST_WRONG_CODES_A_DAY
    assert expected < 0.005
    assert compared[-1] > began + 24 * HOUR, "the second day is never let in: newcomers would be kept out for good"
    figure("T18", guesses=guesses, compared_in_any_24_hours=most, break_ins_a_day_expected=round(expected, 4))


def test_the_alarm_is_given_at_the_next_sweep_and_once(small, figure):
    """T18: the sweep looks every second or two, far within a minute."""
    guessing._said.clear()
    assert guessing.run(small.house) == 0
    with small.house.db.writing() as tx:
        for n in range(locks.MOST_WRONG_TRIES_AN_HOUR):
            tries.count_caps(tx, f"U{n}", small.clock.ms())
    assert [guessing.run(small.house), guessing.run(small.house)] == [1, 0]
    small.clock.at += HOUR
    assert guessing.run(small.house) == 0
    with small.house.db.writing() as tx:
        for n in range(locks.MOST_WRONG_CODES_A_DAY):
            tries.count_code(tx, f"U{n}", small.clock.ms() - n % 20 * HOUR, 1)
    assert [guessing.run(small.house), guessing.run(small.house)] == [1, 0]
    figure("T18", sweeps_until_the_alarm=1)


def test_who_is_linked_goes_on_while_strangers_guess(db, figure):
    """T19: the victim's tries are burnt by strangers, and the caps of everybody are reached; a hundred victims still sign."""
    victims = members(db, 100)
    with db.writing() as tx:
        for n, victim in enumerate(victims):
            accounts.link_line(tx, f"Uown{n}", victim, AT)
    with db.writing() as tx:
        for n in range(2_000):
            at = AT - (1_999 - n) // 200 * HOUR
            _became(tx, victims[n % 100], f"Uevil{n % 97}", wrong(n, at), at)
        assert tries.wrong_codes_in_a_day(tx, AT) == locks.MOST_WRONG_CODES_A_DAY
        for n in range(locks.MOST_WRONG_TRIES_AN_HOUR):
            tries.count_caps(tx, f"Uevil{n}", AT)
    verified = sum(guess(db, victim, f"Uown{n}", code(AT), AT) is None for n, victim in enumerate(victims))
    stranger = guess(db, victims[0], "Unew", code(AT + 30 * SECOND), AT)
    assert verified == 100
    assert stranger is TooManyTriesToday
    figure("T19", victims=100, verified=verified)


@pytest.mark.parametrize("when", [0, 30 * SECOND])
def test_a_code_is_accepted_once_however_many_threads_bring_it(db, when, figure):
    """T20: races of 20 threads, in the same step and in the next."""
    races, accepted = 25, []
    people_ = members(db, races)
    for person_id in people_:
        gate, answers = threading.Barrier(20), []

        def bring(person_id=person_id, gate=gate, answers=answers):
            gate.wait()
            answers.append(guess(db, person_id, "U1", code(AT), AT + when))

        threads = [threading.Thread(target=bring) for _ in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert set(answers) <= {None, CodeUsedTwice}
        accepted.append(answers.count(None))
    assert accepted == [1] * races
    figure("T20", races=races, threads=20, accepted_in_each=1)


def test_a_code_opens_nothing_but_what_it_was_made_for(db, figure):
    """T21: six people's codes for six people: the thirty others are refused."""
    secrets = [pyotp.random_base32(32) for _ in range(6)]
    with db.writing() as tx:
        six = [member(tx, n, f"U{n}", secret) for n, secret in enumerate(secrets)]
    grid = {}
    for n, person_id in enumerate(six):
        for m, secret in enumerate(secrets):
            if code(AT, secret) == code(AT, secrets[n]) and n != m:
                continue  # one pair in thirty thousand has the same six digits by chance
            grid[n, m] = guess(db, person_id, f"U{n}", code(AT, secret), AT)
            with db.writing() as tx:
                people.change_credential(tx, person_id, totp_last_step=0)
                tx.execute(code_tries.delete())
    assert {pair for pair, answer in grid.items() if answer is None} == {(n, n) for n in range(6)}
    figure("T21", refused=sum(answer is not None for answer in grid.values()), accepted=6)


@pytest.mark.parametrize(
    ("seconds", "accepted"),
    [(0, True), (15, True), (-15, True), (29, True), (-29, True), (31, True), (-31, True), (61, False), (-61, False), (89, False), (-89, False), (91, False), (-91, False)],
)
def test_a_clock_may_be_wrong_by_a_step_and_no_more(db, seconds, accepted, figure):
    """T22: the middle of a step; a telephone that is off by up to 45 seconds is understood."""
    at = AT // 30_000 * 30_000 + 15_000
    with db.writing() as tx:
        one = member(tx, line_user="U1")
    assert (guess(db, one, "U1", code(at + seconds * SECOND), at) is None) == accepted
    if seconds == 0:
        figure("T22", offsets=13, steps_at_most=1)


def test_the_table_of_skews_is_the_rule(db):
    """T22: every second of three minutes: accepted from the step before to the step after, and nowhere else."""
    at = AT // 30_000 * 30_000 + 15_000
    with db.writing() as tx:
        one = member(tx, line_user="U1")
    for seconds in range(-90, 91):
        step = (at + seconds * SECOND) // 30_000 - at // 30_000
        answer = guess(db, one, "U1", code(at + seconds * SECOND), at)
        assert (answer is None) == (abs(step) <= 1), seconds
        with db.writing() as tx:
            people.change_credential(tx, one, totp_last_step=0)
            tries.forgive(tx, f"{one}:U1", at)
            tx.execute(text("DELETE FROM code_tries"))


def test_known_and_unknown_ids_cannot_be_told_apart(db, figure):
    """T25: the same refusal, the same text, the same time on the core; 60 of each, by turns."""
    passwords.hasher(passwords.COST)
    with db.writing() as tx:
        for n in range(3):
            member(tx, n)
    spent, words = {True: [], False: []}, {True: set(), False: set()}
    for n in range(120):
        known = n % 2 == 0
        user_id = f"yamada{n // 2 % 3:05d}" if known else f"nobody{n // 2 % 3:05d}"
        with db.writing() as tx:
            tx.execute(code_tries.delete())
            people.change_credential(tx, 1 + n // 2 % 3, password_failures=0, password_locked_until=0)
        began = time.process_time()
        with db.writing() as tx:
            try:
                access.check_password(tx, user_id, "wrong-Password1", "U1", AT)
            except AccessRefused as refusal:
                words[known].add((type(refusal), str(sorted(refusal.facts.items()))))
        spent[known].append(time.process_time() - began)
    medians = {known: statistics.median(times) * 1000 for known, times in spent.items()}
    assert words[True] == words[False]
    assert abs(medians[True] - medians[False]) < 10
    figure("T25", tries=120, difference_ms=round(abs(medians[True] - medians[False]), 2), of_ms=round(medians[True], 1))


def test_no_code_and_no_secret_can_be_read_from_the_file(db, tmp_path, figure):
    """T26: after a thousand codes the file of the database holds neither the codes nor the seed nor a password."""
    with db.writing() as tx:
        one = member(tx, line_user="U1")
    used, at = [], AT
    for _ in range(1_000):
        used.append(code(at))
        assert guess(db, one, "U1", used[-1], at) is None
        at += 31 * SECOND
    with db.writing() as tx:
        tx.execute(text("SELECT 1"))
    dump = "\n".join(str(row) for row in _every_row(db))
    stored = (tmp_path / "codes.db").read_bytes() + (tmp_path / "codes.db-wal").read_bytes()
    found = [one for one in {*used, SECRET, PASSWORD, "ポチ"} if f"'{one}'" in dump or one in dump.split()]
    assert found == []
    assert SECRET.encode() not in stored
    assert PASSWORD.encode() not in stored
    figure("T26", codes=1_000, found_in_the_database=len(found))


def _every_row(db):
    """Every row of every table as SQLite holds it, not as our types open it."""
    raw = create_engine(db.url)
    with raw.connect() as tx:
        for table in metadata.sorted_tables:
            yield from tx.execute(text(f"SELECT * FROM {table.name}"))
            assert tx.execute(select(func.count()).select_from(text(table.name))).scalar_one() >= 0
    raw.dispose()

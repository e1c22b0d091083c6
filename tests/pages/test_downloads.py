"""Lists of passbooks as files: safe to open, bound to the person, alive for minutes."""

import csv
import datetime as dt
import io

import pytest

from bot.calendar_file import Event, folded, ics_bytes
from bot.csv_file import csv_bytes
from domain.links import Purpose
from domain.store.tables import line_link, one_time_link, person, representative
from tests.holders import a_book, an_association
from tests.pages.conftest import APPLICANT, U1


@pytest.fixture
def held(house):
    house.clock.at = int(dt.datetime(2026, 11, 30, 1, tzinfo=dt.UTC).timestamp() * 1000)
    with house.db.writing() as tx:
        who = tx.execute(
            person.insert(), {"facts": APPLICANT, "mail_hash": "m", "made_at": 0}
        ).inserted_primary_key[0]
        tx.execute(line_link.insert(), {"line_user": U1, "person_id": who, "made_at": 0})
        an_association(tx, who, a_book(2022, 4), a_book(2018, 1, number="=2018+1"))
    return house


def _saved(browser, link, name, kind, of=0):
    address = link(Purpose.DOWNLOAD, list=name, of=of)
    browser.open(address)
    return browser.send(address, act=kind)


def _rows(answer):
    text = answer.get_data().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_looking_shows_two_buttons_and_nothing_of_what_is_held(held, browser, link):
    browser.open(link(Purpose.DOWNLOAD, list="interest", of=0))

    assert "表計算ソフト用(CSV)を保存する" in browser.page
    assert "2022-300001" not in browser.page


def test_the_csv_begins_with_a_bom_and_holds_one_line_a_passbook_and_day(held, browser, link):
    answer = _saved(browser, link, "interest", "csv")

    assert answer.get_data().startswith(b"\xef\xbb\xbf")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="interest-2026-11-30.csv"'
    first = next(row for row in _rows(answer) if row["積立手帳番号"] == "2022-300001")
    assert (first["日付"], first["口数"], first["お受取額(円)"]) == ("2027-02-19", "120", "62430")


def test_a_number_that_looks_like_a_formula_is_text_in_the_file(held, browser, link):
    numbers = {row["積立手帳番号"] for row in _rows(_saved(browser, link, "interest", "csv"))}

    assert numbers == {"2022-300001", "'=2018+1"}


def test_interest_that_nobody_has_published_is_remarked(held, browser, link):
    rows = _rows(_saved(browser, link, "interest", "csv"))

    assert {row["備考"] for row in rows if row["積立手帳番号"] != "2022-300001"} == {
        "利率が未公表の購入分の利息を除く"
    }


@pytest.mark.parametrize(
    ("name", "first"), [("interest", "20270219"), ("maturity", "20290220"), ("redemption", "20261215")]
)
def test_the_calendar_names_each_day(held, browser, link, name, first):
    text = _saved(browser, link, name, "ics").get_data(as_text=True)

    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert f"DTSTART;VALUE=DATE:{first}" in text
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") > 1
    assert max(len(one.encode()) for one in text.split("\r\n")) <= 75


def test_both_files_can_be_saved_by_one_link_until_it_ends(held, browser, link):
    address = link(Purpose.DOWNLOAD, list="maturity", of=0)
    browser.open(address)

    assert browser.send(address, act="csv").status_code == 200
    assert browser.send(address, act="ics").status_code == 200
    held.clock.passes(minutes=15)
    assert browser.send(address, act="csv").status_code == 410


def test_whoever_was_replaced_gets_no_file_from_an_old_link(held, browser, link):
    address = link(Purpose.DOWNLOAD, list="interest", of=0)
    browser.open(address)
    with held.db.writing() as tx:
        tx.execute(representative.update().values(until_at=1))

    answer = browser.send(address, act="csv")

    assert answer.status_code == 403
    assert "2022-300001" not in answer.get_data(as_text=True)


def test_another_associations_passbook_is_not_saved(held, browser, link):
    assert _saved(browser, link, "interest", "csv", of=99).status_code == 403


def test_a_file_of_an_unknown_kind_shows_the_page_again(held, browser, link):
    assert _saved(browser, link, "interest", "exe").mimetype == "text/html"
    with held.db.reading() as tx:
        assert tx.execute(one_time_link.select()).one().used_at is None


@pytest.mark.parametrize("text", ["=1+1", "+81", "-1", "@A1", "\t=1", "＝1", " =1", "\u3000＋1"])
def test_formulas_are_made_harmless(text):
    table = list(csv.reader(io.StringIO(csv_bytes(["a"], [[text]]).decode("utf-8-sig"), newline="")))

    assert table[1][0] == "'" + text


def test_plain_texts_numbers_and_days_stay_as_they_are():
    text = csv_bytes(["a", "b", "c", "d"], [["すみれ", -5, dt.date(2027, 2, 19), None]]).decode("utf-8-sig")

    assert text == "a,b,c,d\r\nすみれ,-5,2027-02-19,\r\n"


def test_a_calendar_line_is_never_cut_inside_a_character():
    long = "SUMMARY:" + "積" * 60

    assert all(len(part.encode()) <= 75 for part in folded(long).split("\r\n"))
    assert folded(long).replace("\r\n ", "") == long


def test_the_same_matter_saved_twice_has_one_name_and_signs_are_escaped():
    event = Event(dt.date(2027, 2, 19), "interest:1", "a,b;c\\d\ne")
    made = dt.datetime(2026, 11, 30, tzinfo=dt.UTC)
    once, again = ics_bytes("x", [event], made), ics_bytes("x", [event], made + dt.timedelta(days=9))

    assert [line for line in once.splitlines() if line.startswith(b"UID")] == [
        line for line in again.splitlines() if line.startswith(b"UID")
    ]
    assert b"SUMMARY:a\\,b\\;c\\\\d\\ne" in once

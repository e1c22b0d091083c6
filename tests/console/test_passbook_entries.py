"""Taking passbooks over: the dry run, four eyes, the same file twice, and what the association's page shows."""

import csv
import io

import pytest
from sqlalchemy import func, select

from domain.desk import passbooks
from domain.store import associations
from domain.store.tables import audit, passbook, passbook_entry, redemption, tranche

HEAD = "積立組合番号,積立手帳番号,種類,募集年度,購入回,口数,発行日,中途換金,利息額"
GOOD = [f"300101,2022-300101,通常,2022,{nth},30,,{'2025-08-08:10' if nth == 1 else ''}," for nth in (1, 2, 3)]
CHECK = "/staff/passbooks/check"


@pytest.fixture
def filled(desk):
    """An association without passbooks, and two people who may accept."""
    desk.add_staff("tanaka", "approver", name="田中")
    with desk.house.db.writing() as tx:
        desk.ids["association"] = associations.add(
            tx, "300101", {"association_name": "すみれ台"}, desk.clock.ms()
        )
    return desk


def _file(*lines, head=HEAD, encoding="utf-8-sig"):
    return (io.BytesIO("\r\n".join([head, *lines]).encode(encoding)), "passbooks.csv")


def _checked(browser, *lines, **more):
    browser.get("/staff/passbooks")
    return browser.press(CHECK, way="csv", file=_file(*lines, **more))


def _rows(desk, table):
    with desk.house.db.reading() as tx:
        return tx.execute(select(func.count()).select_from(table)).scalar()


def _proposed(browser, *lines):
    _checked(browser, *lines)
    import html

    form = {name: html.unescape(value) for name, value in browser.form("/staff/passbooks/propose").items()}
    return browser.post("/staff/passbooks/propose", **form)


def test_a_dry_run_lists_the_fate_of_every_row_and_changes_nothing(filled):
    browser = filled.browser("suzuki")

    answer = _checked(browser, *GOOD, "300199,X-1,通常,2022,1,30,,,", "300101,Y-1,通常,2023,1,三十,,,")

    assert answer.status_code == 422
    assert "新しい積立手帳 3" in answer.text
    assert "取り込めません 2" in answer.text
    assert "積立組合番号300199の管理組合は登録されていません" in answer.text
    assert "「口数」を読み取れません" in answer.text
    assert 'action="/staff/passbooks/propose"' not in answer.text
    assert (_rows(filled, passbook), _rows(filled, passbook_entry)) == (0, 0)


def test_a_second_person_writes_the_rows_and_the_first_cannot(filled):
    """Four eyes: whoever proposes does not accept, even with the role."""
    first = filled.browser("sato")
    assert _proposed(first, *GOOD).status_code == 303
    assert first.post("/staff/passbooks/1/accept", key="k1", version="0").status_code == 409
    assert _rows(filled, passbook) == 0

    second = filled.browser("tanaka")
    second.get("/staff/passbooks/1")
    assert second.press("/staff/passbooks/1/accept").status_code == 303

    with filled.house.db.reading() as tx:
        held = passbooks.holdings(tx, filled.ids["association"])[0]
        assert [lot.units for lot in held.book.tranches] == [30, 30, 30]
        assert tx.execute(select(tranche.c.units_left).order_by(tranche.c.nth)).scalars().all() == [
            20,
            30,
            30,
        ]
        assert tx.execute(select(redemption)).one().state == "carried_out"
        acts = (
            tx.execute(
                select(audit.c.act).where(audit.c.subject == f"association:{filled.ids['association']}")
            )
            .scalars()
            .all()
        )
    assert acts == ["passbooks_recorded"]


def test_the_same_file_twice_changes_nothing_and_the_next_purchase_is_added(filled):
    for lines in (GOOD, GOOD, [*GOOD, "300101,2022-300101,通常,2022,4,30,,,"]):
        _proposed(filled.browser("suzuki"), *lines)
        newest = _rows(filled, passbook_entry)
        other = filled.browser("tanaka")
        other.get(f"/staff/passbooks/{newest}")
        assert other.press(f"/staff/passbooks/{newest}/accept").status_code == 303

    assert (_rows(filled, passbook), _rows(filled, tranche), _rows(filled, redemption)) == (1, 4, 1)


def test_an_entry_is_decided_once(filled):
    _proposed(filled.browser("suzuki"), *GOOD)
    other = filled.browser("tanaka")
    other.get("/staff/passbooks/1")
    other.press("/staff/passbooks/1/decline")

    assert other.post("/staff/passbooks/1/accept", key="late", version="0").status_code == 409
    assert _rows(filled, passbook) == 0


def test_records_that_changed_since_the_proposal_are_held_against_it_anew(filled):
    _proposed(filled.browser("suzuki"), *GOOD)
    _proposed(filled.browser("suzuki"), *[line.replace("2022-300101", "OTHER") for line in GOOD])
    other = filled.browser("tanaka")
    other.get("/staff/passbooks/1")
    other.press("/staff/passbooks/1/accept")

    other.get("/staff/passbooks/2")
    assert "2022年度" in other.html  # P-07: one passbook a year
    assert other.press("/staff/passbooks/2/accept").status_code == 409
    assert _rows(filled, passbook) == 1


def test_another_content_under_the_same_number_is_refused(filled):
    _proposed(filled.browser("suzuki"), *GOOD)
    other = filled.browser("tanaka")
    other.get("/staff/passbooks/1")
    other.press("/staff/passbooks/1/accept")

    answer = _checked(filled.browser("suzuki"), "300101,2022-300101,通常,2022,2,40,,,")

    assert "すでに別の内容で登録されている" in answer.text


def test_purchases_made_by_hand_go_the_same_way(filled):
    browser = filled.browser("suzuki")
    browser.get("/staff/passbooks")
    typed = {
        "association": "300101",
        "number": "H-1",
        "kind": "certified",
        "fiscal_year": "2023",
        "units": "20",
        "nth_last": "3",
    }

    answer = browser.post(CHECK, way="hand", nth_first="1", issued_on="", redeemed="", coupons="", **typed)

    assert answer.status_code == 200
    assert "新しい積立手帳 3" in answer.text


@pytest.mark.parametrize("last", ["", "0", "11", "x", "１１"])
def test_a_purchase_by_hand_outside_one_to_ten_is_refused(filled, last):
    typed = {
        "association": "300101",
        "number": "H-1",
        "kind": "ordinary",
        "fiscal_year": "2023",
        "units": "20",
    }

    answer = filled.browser("suzuki").post(CHECK, way="hand", nth_first="1", nth_last=last, **typed)

    assert answer.status_code == 400
    assert "「購入回」を読み取れません" in answer.text


def test_a_file_of_an_older_spreadsheet_is_read(filled):
    assert _checked(filled.browser("suzuki"), *GOOD, encoding="cp932").status_code == 200


@pytest.mark.parametrize("lines", [[], [","]])
def test_a_file_without_rows_is_refused_kindly(filled, lines):
    assert _checked(filled.browser("suzuki"), *lines).status_code in (400, 422)


def test_a_file_without_the_columns_names_what_is_missing(filled):
    answer = _checked(filled.browser("suzuki"), "300101,a", head="積立組合番号,なまえ")

    assert "「積立手帳番号」を読み取れません" in answer.text


def test_the_example_file_is_taken_as_it_is(filled):
    text = filled.browser("suzuki").get("/staff/passbooks/example").data.decode("utf-8-sig")

    lines = text.split("\r\n")
    assert next(csv.reader([lines[0]]))[0] == "積立組合番号"
    assert _checked(filled.browser("suzuki"), *lines[1:], head=lines[0]).status_code == 200


def test_texts_from_a_file_are_shown_and_not_run(filled):
    answer = _checked(filled.browser("suzuki"), "300101,<script>alert(1)</script>,通常,2022,1,30,,,")

    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;" in answer.text


def test_the_associations_page_shows_its_passbooks(filled):
    _proposed(filled.browser("suzuki"), *GOOD)
    other = filled.browser("tanaka")
    other.get("/staff/passbooks/1")
    other.press("/staff/passbooks/1/accept")

    shown = other.get(f"/staff/associations/{filled.ids['association']}").text

    assert "2022-300101" in shown
    assert "30口を3回" in shown
    assert "80口" in shown  # ten were bought back

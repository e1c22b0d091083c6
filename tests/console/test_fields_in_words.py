"""What stands beside a field at the desk: names instead of ids, and a hint where somebody should look."""

import pytest
from sqlalchemy import insert

from domain.store.tables import company


@pytest.fixture
def entrusted(desk):
    """A filing that names a management company, and the path of its page."""
    with desk.house.db.writing() as tx:
        row = {"name": "青葉管理サービス株式会社", "kana": "アオバカンリサービス", "address": "東京都文京区後楽1-4-10", "phone": "0398765432"}
        number = tx.execute(insert(company), row).inserted_primary_key[0]
    return f"/staff/filings/{desk.file(entrusted=True, company=str(number), permission='enter')}"


def test_a_management_company_is_shown_by_its_name(desk, entrusted):
    assert "青葉管理サービス株式会社" in desk.browser("sato").get(entrusted).text


def test_the_page_of_an_association_names_it_too(desk, entrusted):
    browser = desk.browser("sato")
    browser.get(entrusted)
    browser.press(f"{entrusted}/claim")
    browser.press(f"{entrusted}/approve")

    assert "青葉管理サービス株式会社" in browser.get("/staff/associations/1").text


def test_a_company_that_is_not_registered_yet_is_said_so(desk):
    path = f"/staff/filings/{desk.file(entrusted=True, company='later')}"

    assert "later" not in desk.browser("sato").get(path).text


@pytest.mark.parametrize(
    ("account", "hint"),
    [
        ("青空マンション管理組合", "管理組合の名称と同じです"),
        ("青空マンション管理組合理事長山田花子", "名称を含みますが、同じではありません"),
        ("山田花子", "管理組合の名称と違います"),
    ],
)
def test_how_the_accounts_name_fits_is_said_in_words_and_keeps_nobody_from_going_on(desk, account, hint):
    """B-17"""
    path, browser = f"/staff/filings/{desk.file(account_kanji=account)}", desk.browser("sato")
    assert hint in browser.get(path).text
    browser.press(f"{path}/claim")

    assert browser.press(f"{path}/pass").status_code == 303


def test_without_an_account_there_is_no_hint(desk):
    """F-01: 「有」と答えた組合は口座を入力しない."""
    path = f"/staff/filings/{desk.file(has_number=True, association_number='312345')}"

    assert "管理組合の名称と" not in desk.browser("sato").get(path).text

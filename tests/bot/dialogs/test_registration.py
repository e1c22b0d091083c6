"""利用登録 in the chat: the story to the letter, every part, every way back."""

from typing import Any

import pytest
from sqlalchemy import update

from bot.dialogs import registration
from bot.locale import t
from domain import ekyc
from domain.store import filings
from domain.store.tables import ekyc_session, filing, filing_remark, staff, talk
from tests.bot.talking import Talking, flat, story
from tests.journey import APPLICANT, ASSOCIATION, REPRESENTATIVE

FILE = [{"id": "d1", "name": "規約.pdf", "size": 1000}]
PRIVATE_REPRESENTATIVE = {k: v for k, v in REPRESENTATIVE.items() if not k.startswith("birth_date")} | {"birth_date": "1955-04-01"}


def reaches_parts(talking: Talking) -> None:
    talking.follows()
    talking.taps("はじめての方(利用登録)")
    talking.taps("はい、代表者本人です")
    talking.taps("同意する")
    talking.fills_page(**APPLICANT)
    talking.has_account()
    talking.hears_of("page", purpose="account")
    talking.hears_of("page", purpose="authenticator")


def answers_all_parts(talking: Talking) -> None:
    for label in ("いいえ、はじめてです", "登記していない", "受けていない", "4月"):
        talking.taps(label)
    talking.fills_page(**ASSOCIATION)
    talking.taps("区分所有者(理事長など)")
    talking.says("令和9年5月")
    talking.taps("5月")
    talking.fills_page(**PRIVATE_REPRESENTATIVE)
    talking.taps("書類を郵送する")
    talking.taps("総会で選ばれた")
    talking.taps("書いてある")
    talking.fills_page(bylaws=FILE, assembly_minutes=FILE)
    talking.taps("委託していない(自主管理)")


def test_the_story_of_the_dialog_is_true_to_the_letter(talking: Talking) -> None:
    talking.follows()

    for said, answer in story(registration.__doc__ or ""):
        assert flat(talking.says(said)) == answer, said


def test_a_registration_is_filed_once_with_a_code_and_a_receipt_that_is_pushed(talking: Talking) -> None:
    reaches_parts(talking)
    answers_all_parts(talking)
    assert talking.state == ("registration", "checking_summary")

    talking.taps("この内容で申請する")
    talking.says(talking.code())

    with talking.house.db.reading() as tx:
        rows = list(tx.execute(filing.select()))
        assert len(rows) == 1
        assert filings.answers(tx, rows[0].id, 1)["association_name"] == ASSOCIATION["association_name"]
    assert rows[0].receipt in str(talking.sent("push"))


def test_tapping_submit_again_or_typing_another_code_files_nothing_more(talking: Talking) -> None:
    reaches_parts(talking)
    answers_all_parts(talking)
    submit = talking.cards["この内容で申請する"]
    talking.posts(submit)
    talking.says(talking.code())

    talking.posts(submit)
    talking.says(talking.code())
    talking.says("利用登録")

    assert talking.state == ("registration", "under_review")
    with talking.house.db.reading() as tx:
        assert len(list(tx.execute(filing.select()))) == 1


def test_a_wrong_code_is_counted_and_the_fifth_locks_for_thirty_minutes(talking: Talking) -> None:
    """W-06"""
    reaches_parts(talking)
    answers_all_parts(talking)
    talking.taps("この内容で申請する")

    for _ in range(5):
        assert t("errors.wrong_code") in talking.says("000000")

    assert t("errors.temporarily_locked", minutes=29) in talking.says(talking.code())
    talking.house.clock.offset_seconds += 31 * 60
    assert "受付番号" in talking.says(talking.code())


def test_answers_survive_the_menu_and_are_taken_up_again(talking: Talking) -> None:
    reaches_parts(talking)
    talking.taps("いいえ、はじめてです")
    talking.says("やめる")
    assert talking.state[0] == "menu"

    assert t("prompts.resume.ask") in talking.says("利用登録")
    talking.taps("続きから")

    assert talking.told["has_number"] is False
    assert talking.state == ("registration", "entering_association")


def test_a_draft_from_before_the_authenticator_goes_on_behind_it(talking: Talking) -> None:
    talking.follows()
    talking.says("利用登録")
    talking.taps("はい、代表者本人です")
    talking.taps("同意する")
    talking.fills_page(**APPLICANT)
    talking.hears_of("page", purpose="account")
    talking.says("やめる")
    talking.has_account()

    talking.says("利用登録")
    talking.taps("続きから")

    assert talking.state == ("registration", "entering_association")


def test_beginning_anew_asks_first_and_keeps_the_account(talking: Talking) -> None:
    reaches_parts(talking)
    talking.taps("いいえ、はじめてです")
    talking.says("最初から")
    talking.taps("最初からやり直す")

    assert "has_number" not in talking.told
    assert talking.state == ("registration", "entering_association")


def test_going_back_asks_the_answer_before_again(talking: Talking) -> None:
    reaches_parts(talking)
    talking.taps("いいえ、はじめてです")

    assert t("fields.has_number.ask") in talking.says("戻る")
    assert "has_number" not in talking.told


def test_a_number_makes_address_account_and_months_unnecessary(talking: Talking) -> None:
    """F-01"""
    reaches_parts(talking)
    talking.taps("はい、番号があります")
    assert t("errors.association_number_malformed", digits=4) in talking.says("1234")
    talking.says("３１２３４５")
    talking.taps("登記していない")
    talking.taps("受けていない")
    heard = talking.fills_page(association_name="グリーンハイツ管理組合", association_kana="グリーンハイツカンリクミアイ")

    assert t("fields.management_style.ask") in heard
    assert talking.told["association_number"] == "312345"


def test_the_third_misheard_answer_offers_a_person(talking: Talking) -> None:
    talking.follows()
    talking.says("利用登録")
    talking.says("えーと")
    talking.says("わかりません")

    assert t("prompts.third_time") in talking.says("うーん")
    assert talking.taps("担当者に聞く")
    assert talking.state[0] == "handoff"


def test_a_file_in_the_chat_is_answered_with_the_page(talking: Talking) -> None:
    reaches_parts(talking)
    for label in ("いいえ、はじめてです", "登記していない", "受けていない", "4月"):
        talking.taps(label)

    assert t("prompts.file_in_chat") in talking.sends("file")
    assert "/p/" in str(talking.answers)


def test_private_answers_typed_into_the_chat_are_not_taken(talking: Talking) -> None:
    talking.follows()
    talking.says("利用登録")
    talking.taps("はい、代表者本人です")
    talking.taps("同意する")

    assert t("prompts.use_the_page") in talking.says("鈴木一郎")
    assert "family_name" not in talking.told


@pytest.mark.parametrize(("status", "goes_on"), [("registered", False), ("failed", False), ("method_chosen", True), ("checking", True), ("passed", True)])
def test_the_identity_check_lets_three_statuses_go_on(talking: Talking, status: str, goes_on: bool) -> None:
    """W-11"""
    reaches_parts(talking)
    for label in ("いいえ、はじめてです", "登記していない", "受けていない", "4月"):
        talking.taps(label)
    talking.fills_page(**ASSOCIATION)
    talking.taps("区分所有者(理事長など)")
    talking.says("2027年5月")
    talking.taps("5月")
    talking.fills_page(**PRIVATE_REPRESENTATIVE)
    talking.taps("写真付き書類と顔の撮影")
    with talking.house.db.writing() as tx:
        tx.execute(ekyc_session.insert(), {"reference": "r", "line_user": talking.who, "method": "photo", "status": status, "sequence": 1, "made_at": 1, "expires_at": 2, "updated_at": 1})

    talking.hears_of("ekyc", status=status)

    assert talking.state[1] == ("entering_documents" if goes_on else "verifying_identity")
    assert ekyc.may_submit(ekyc.Status(status)) is goes_on


@pytest.mark.parametrize(
    ("style", "method", "papers"),
    [
        ("区分所有者(理事長など)", "書類を郵送する", ["one_identity_document", "address"]),
        ("管理会社(外部管理者方式)", "書類を郵送する", ["company_register", "employee_card", "one_identity_document", "address"]),
        ("法人", "書類を郵送する", ["company_register", "one_identity_document", "address"]),
        ("マンション管理士などの個人", "書類を郵送する", ["one_identity_document", "qualification", "address"]),
        ("マンション管理士などの個人", "写真付き書類と顔の撮影", ["qualification", "address"]),
        ("区分所有者(理事長など)", "写真付き書類と顔の撮影", []),
    ],
)
def test_everybody_hears_which_papers_go_by_post(talking: Talking, style: str, method: str, papers: list[str]) -> None:
    """W-13, W-14"""
    reaches_parts(talking)
    for label in ("いいえ、はじめてです", "登記していない", "受けていない", "4月"):
        talking.taps(label)
    talking.fills_page(**ASSOCIATION)
    talking.taps(style)
    talking.says("2027年5月")
    talking.taps("5月")
    talking.fills_page(**PRIVATE_REPRESENTATIVE, rep_company="個人", rep_post="マンション管理士")

    heard = talking.taps(method)

    told = [name for name in ("one_identity_document", "company_register", "employee_card", "qualification", "address") if t(f"registration.papers.{name}") in heard]
    assert sorted(told) == sorted(papers)


def test_one_answer_is_corrected_from_the_summary_and_only_it_is_asked(talking: Talking) -> None:
    reaches_parts(talking)
    answers_all_parts(talking)
    talking.posts(talking.cards["直す"].split(":")[0] + ":4")  # the fifth part: the management company
    heard = talking.posts(talking.cards["直す"])
    assert t("fields.entrusted.ask") in heard

    heard = talking.taps("委託している")
    assert t("fields.company.ask") in heard
    talking.taps("あとで登録する")
    heard = talking.taps("代表者に送る")

    assert t("registration.checking_summary.ask") in heard


def test_what_staff_returned_is_asked_again_and_nothing_else(talking: Talking) -> None:
    reaches_parts(talking)
    answers_all_parts(talking)
    talking.taps("この内容で申請する")
    talking.says(talking.code())
    with talking.house.db.writing() as tx:
        row = tx.execute(filing.select()).one()
        staff_id = a_member_of_staff(tx)
        tx.execute(filing_remark.insert(), {"filing_id": row.id, "revision": 1, "field": "certificate_month", "reason": "other", "words": "", "made_by": staff_id, "made_at": 1})
        filings.change(tx, row.id, row.version, 1, state="returned")

    heard = talking.hears_of("filing", filing=row.id, act="returned")
    assert t("fields.certificate_month.ask") in heard
    heard = talking.taps("6月")
    assert t("registration.checking_summary.ask_again") in heard
    talking.taps("この内容で申請する")
    talking.says(talking.code())

    with talking.house.db.reading() as tx:
        row = tx.execute(filing.select()).one()
        assert (row.state, row.revision) == ("submitted", 2)
        assert filings.answers(tx, row.id, 2)["certificate_month"] == 6
        assert filings.answers(tx, row.id, 1)["certificate_month"] == 4


def test_a_state_that_no_longer_exists_leads_to_the_nearest_open_question(talking: Talking) -> None:
    reaches_parts(talking)
    talking.taps("いいえ、はじめてです")
    with talking.house.db.writing() as tx:
        tx.execute(update(talk).values(state="entering_fax_number"))

    assert t("fields.corporate_registered.ask") in talking.says("ヘルプ")
    assert talking.state == ("registration", "entering_association")


def test_old_cards_and_forged_data_change_nothing(talking: Talking) -> None:
    talking.follows()
    talking.says("利用登録")
    old = talking.cards["はい、代表者本人です"]
    talking.taps("はい、代表者本人です")
    talking.says("こまった")
    before = talking.state

    for data in (old.replace(":0", ":1"), "deadbeef:0", "terms_accepted", ":::", "x" * 300, old.split(":")[0] + ":-1"):
        assert t("prompts.old_card") in talking.posts(data)
        assert talking.state == before


def test_the_same_button_twice_in_a_second_is_one_answer(talking: Talking) -> None:
    talking.follows()
    talking.says("利用登録")
    yes = talking.cards["はい、代表者本人です"]
    talking.posts(yes)

    assert talking.posts(yes) == ""
    assert talking.state[1] == "reading_terms"


def a_member_of_staff(tx: Any) -> int:
    row = {"login": "reviewer", "name": "審査", "roles": ["reviewer"], "password_hash": "-", "totp_secret": "x", "made_at": 1}
    return int(tx.execute(staff.insert(), row).inserted_primary_key[0])

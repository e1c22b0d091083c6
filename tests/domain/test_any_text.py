"""No text that a person can send makes a parser raise anything but a refusal of the field."""

from datetime import date
from functools import partial

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from domain import (
    account_name,
    address,
    association,
    bank,
    dates,
    mail_address,
    one_time_code,
    passwords,
    person,
    phone,
)
from domain.errors import FieldRefused

PARSERS = [
    association.parse_association_number,
    association.parse_association_name,
    association.parse_association_kana,
    association.parse_corporate_number,
    person.parse_family_name,
    person.parse_given_name,
    person.parse_family_kana,
    person.parse_given_kana,
    person.parse_company_name,
    person.parse_post_title,
    partial(person.parse_birth_date, today=date(2026, 4, 1)),
    address.parse_postal_code,
    address.parse_prefecture,
    address.parse_city,
    address.parse_street,
    address.parse_building,
    phone.parse_phone,
    mail_address.parse_mail_address,
    bank.parse_bank,
    partial(bank.parse_branch, "0001"),
    bank.parse_account_type,
    bank.parse_account_number,
    lambda text: bank.from_post_bank(text, text),
    account_name.parse_account_kana,
    account_name.parse_account_kanji,
    dates.parse_date,
    dates.parse_month,
    dates.parse_year_month,
    dates.parse_term,
    passwords.parse_user_id,
    passwords.parse_secret_question,
    passwords.parse_secret_answer,
    one_time_code.parse_code,
]

nasty = st.one_of(
    st.text(st.characters(codec=None, exclude_categories=()), max_size=60),
    st.text(
        st.sampled_from(
            "0123456789０１２/-.年月日元令和平成昭和RSHー－@ABaｱﾞァあ山髙Ⅱ😀\ud800\x00\u200b\u202e ()٣፩"
        ),
        max_size=30,
    ),
    st.dates().map(str),
)


@pytest.mark.parametrize("parse", PARSERS)
@given(text=nasty)
@example(text="")
@example(text="\ud800")
@example(text="\x00")
@example(text="1" * 10_000)
@example(text="あ" * 10_000)
@example(text="1/" * 5_000)
@example(text="😀" * 100)
@example(text="\u0301\u3099")
@example(text="\ufdfa" * 200)
@example(text="R" + "9" * 5_000 + ".1.1")
@example(text="a" * 250 + "@docomo.ne.jp")
@settings(max_examples=60, deadline=None)
def test_a_parser_returns_or_refuses(parse, text):
    facts = {}
    try:
        parse(text)
    except FieldRefused as refused:
        facts = refused.facts
    assert all(len(str(fact)) <= 200 for fact in facts.values()), "a fact must fit into a sentence"


TAKEN_AGAIN = [
    (association.parse_association_name, st.text(st.sampled_from("コスモマンション管理組合ABCab1-・ （）"), min_size=1, max_size=30)),
    (association.parse_association_kana, st.text(st.sampled_from("コスモまんしょんーｶﾞ-・ "), min_size=1, max_size=30)),
    (person.parse_family_name, st.text(st.sampled_from("山田佐々木ヶ関Smith-' "), min_size=1, max_size=15)),
    (address.parse_street, st.text(st.sampled_from("後楽1-4１０丁目番地ノA "), min_size=1, max_size=30)),
    (account_name.parse_account_kanji, st.text(st.sampled_from("コスモ管理組合A1- "), min_size=1, max_size=30)),
    (mail_address.parse_mail_address, st.from_regex(r"[a-z]{1,8}@[a-zA-Z]{2,8}\.(jp|com)", fullmatch=True)),
    (phone.parse_phone, st.from_regex(r"0[39]0-?[0-9]{4}-?[0-9]{4}", fullmatch=True)),
    (bank.parse_account_number, st.from_regex(r"[0-9０-９]{1,7}", fullmatch=True)),
    (passwords.parse_secret_answer, st.text(st.sampled_from("さくらサクラＡb 1小"), min_size=2, max_size=20)),
]  # fmt: skip


@pytest.mark.parametrize(("parse", "texts"), TAKEN_AGAIN)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_what_was_accepted_is_accepted_again_unchanged(parse, texts, data):
    """A value kept in a draft goes through its parser once more when the person edits it."""
    try:
        value = parse(data.draw(texts))
    except FieldRefused:
        return
    assert parse(value) == value

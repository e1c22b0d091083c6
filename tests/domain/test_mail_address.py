"""Mail addresses, the old ones of the carriers included (S0 メールアドレス)."""

import pytest

from domain.errors import FieldLeftEmpty, FieldTooLong, MailAddressLacksAt, MailAddressMalformed
from domain.mail_address import parse_mail_address


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("taro@example.jp", "taro@example.jp"),
        ("Taro.Yamada+kumiai@Example.CO.JP", "Taro.Yamada+kumiai@example.co.jp"),
        ("ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ", "taro@example.jp"),
        (" taro@example.jp\u200b", "taro@example.jp"),
        ("mailto:taro@example.jp", "taro@example.jp"),
    ],
)
def test_an_address_is_read_and_its_domain_is_in_lower_case(typed, address):
    assert parse_mail_address(typed) == address


@pytest.mark.parametrize(
    "typed", ["ta..ro@docomo.ne.jp", "taro.@ezweb.ne.jp", ".taro@docomo.ne.jp", "-taro@DOCOMO.ne.jp"]
)
def test_old_addresses_of_the_carriers_are_taken(typed):
    assert parse_mail_address(typed) == typed.lower()


@pytest.mark.parametrize("typed", ["ta..ro@example.jp", "taro.@example.jp"])
def test_the_same_looseness_is_not_for_other_domains(typed):
    with pytest.raises(MailAddressMalformed):
        parse_mail_address(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "太郎@example.jp",
        "taro@localhost",
        "taro@",
        "@example.jp",
        "taro@例え.jp",
        "太郎@docomo.ne.jp",
        "a\\b@docomo.ne.jp",
    ],
)
def test_an_address_that_no_server_takes_is_refused(typed):
    with pytest.raises(MailAddressMalformed):
        parse_mail_address(typed)


@pytest.mark.parametrize(("typed", "signs"), [("taro.example.jp", 0), ("taro@hanako@example.jp", 2)])
def test_there_is_one_at_sign(typed, signs):
    with pytest.raises(MailAddressLacksAt) as refused:
        parse_mail_address(typed)
    assert refused.value.facts == {"signs": signs}


def test_nothing_and_too_much_are_refused():
    with pytest.raises(FieldLeftEmpty):
        parse_mail_address(" ")
    with pytest.raises(FieldTooLong):
        parse_mail_address("a" * 250 + "@example.jp")
    with pytest.raises(MailAddressMalformed):
        parse_mail_address("a" * 65 + "@docomo.ne.jp")

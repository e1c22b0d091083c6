"""One-time codes (W-06, RFC 6238)."""

import base64
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import CodeMalformed, CodeUsedTwice, FieldLeftEmpty, WrongCode
from domain.one_time_code import (
    Occasion,
    accept,
    needs_code,
    new_secret,
    parse_code,
    provisioning_uri,
    step_at,
)

SECRET = base64.b32encode(b"12345678901234567890").decode()
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)

THREE_THAT_FIT = {pyotp.TOTP(SECRET).generate_otp(1111111109 // 30 + steps) for steps in (-1, 0, 1)}

# RFC 6238 appendix B, SHA-1; of its eight digits the last six.
RFC = [
    (59, "287082"),
    (1111111109, "081804"),
    (1111111111, "050471"),
    (1234567890, "005924"),
    (2000000000, "279037"),
]


@pytest.mark.parametrize(("seconds", "code"), RFC)
def test_the_codes_of_the_standard_are_accepted(seconds, code):
    """RFC 6238 appendix B."""
    at = datetime.fromtimestamp(seconds, UTC)
    assert accept(SECRET, code, at=at, last_step=None) == seconds // 30


def test_a_code_is_accepted_one_step_late_or_early_and_no_further():
    """RFC 6238 5.2: one step for delay; 6: one step of a fast clock."""
    made = datetime.fromtimestamp(1111111109, UTC)
    step = step_at(made)
    for steps in (-1, 0, 1):
        assert accept(SECRET, "081804", at=made + timedelta(seconds=30 * steps), last_step=None) == step
    for steps in (-2, 2):
        with pytest.raises(WrongCode):
            accept(SECRET, "081804", at=made + timedelta(seconds=30 * steps), last_step=None)


def test_the_window_backwards_can_be_widened_and_closed():
    made = datetime.fromtimestamp(1111111109, UTC)
    assert accept(SECRET, "081804", at=made + timedelta(seconds=60), last_step=None, window=2)
    with pytest.raises(WrongCode):
        accept(SECRET, "081804", at=made + timedelta(seconds=30), last_step=None, window=0)


def test_a_code_is_accepted_once():
    at = datetime.fromtimestamp(1111111109, UTC)
    step = accept(SECRET, "081804", at=at, last_step=None)
    with pytest.raises(CodeUsedTwice):
        accept(SECRET, "081804", at=at + timedelta(seconds=5), last_step=step)


def test_an_older_code_is_refused_after_a_newer_one():
    at = datetime.fromtimestamp(1111111111, UTC)
    newer = accept(SECRET, "050471", at=at, last_step=None)
    with pytest.raises(CodeUsedTwice):
        accept(SECRET, "081804", at=at, last_step=newer)
    assert accept(SECRET, "050471", at=at, last_step=newer - 1) == newer


@pytest.mark.parametrize("code", ["000000", "28708", "2870822", "", "28708a"])
def test_any_other_code_is_wrong(code):
    with pytest.raises(WrongCode):
        accept(SECRET, code, at=datetime.fromtimestamp(59, UTC), last_step=None)


@given(st.integers(0, 999_999))
def test_of_a_million_codes_only_three_open(number):
    code = f"{number:06d}"
    at = datetime.fromtimestamp(1111111109, UTC)
    if code in THREE_THAT_FIT:
        return
    with pytest.raises(WrongCode):
        accept(SECRET, code, at=at, last_step=None)


@pytest.mark.parametrize("typed", ["123456", "１２３４５６", "123 456", "123-456", " 123456\u200b"])
def test_a_code_is_read_however_it_is_typed(typed):
    assert parse_code(typed) == "123456"


@pytest.mark.parametrize(("typed", "digits"), [("12345", 5), ("1234567", 7), ("12345a", 5), ("あ", 0)])
def test_anything_but_six_digits_is_no_code(typed, digits):
    with pytest.raises(CodeMalformed) as refused:
        parse_code(typed)
    assert refused.value.facts == {"digits": digits}


def test_no_code_is_an_empty_field():
    with pytest.raises(FieldLeftEmpty):
        parse_code("  ")


def test_every_secret_is_new_and_has_160_bits():
    one, other = new_secret(), new_secret()
    assert one != other
    assert len(base64.b32decode(one)) == 20


def test_the_address_for_the_app_carries_secret_label_and_issuer():
    found = urlsplit(provisioning_uri(SECRET, "yamada2026", "すまいる窓口"))
    assert (found.scheme, found.netloc) == ("otpauth", "totp")
    assert found.path.endswith(":yamada2026")
    query = parse_qs(found.query)
    assert query["secret"] == [SECRET]
    assert query["issuer"] == ["すまいる窓口"]


def test_a_code_is_asked_at_the_first_sign_in_and_after_ninety_days():
    """W-06."""
    assert needs_code(Occasion.SIGN_IN, None, NOW)
    assert not needs_code(Occasion.SIGN_IN, NOW - timedelta(days=90) + timedelta(seconds=1), NOW)
    assert needs_code(Occasion.SIGN_IN, NOW - timedelta(days=90), NOW)


@pytest.mark.parametrize("occasion", [Occasion.FILING, Occasion.APPROVING_DELEGATED_ENTRY])
def test_a_code_is_asked_for_every_act(occasion):
    """W-06: 申請時, 代行入力の承認時."""
    assert needs_code(occasion, NOW, NOW)

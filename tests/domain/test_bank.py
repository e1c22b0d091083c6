"""Bank, branch, kind and number of the account (F-05)."""

import pytest

from domain.bank import (
    Bank,
    bank,
    branch,
    find_banks,
    find_branches,
    from_post_bank,
    parse_account_number,
    parse_account_type,
    parse_bank,
    parse_branch,
)
from domain.errors import (
    AccountNumberMalformed,
    AccountTypeNotHandled,
    AccountTypeNotUnderstood,
    BankAmbiguous,
    BankNotHandled,
    BankUnknown,
    BranchAmbiguous,
    BranchUnknown,
    DigitsExpected,
    PostBankSymbolMalformed,
    PostBankSymbolTyped,
)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("みずほ", "0001"),
        ("みずほ銀行", "0001"),
        ("株式会社みずほ銀行", "0001"),
        ("ﾐｽﾞﾎ", "0001"),
        ("みずほ(0001)", "0001"),
        ("０００１", "0001"),
        ("三菱UFJ銀行", "0005"),
        ("三菱ＵＦＪ", "0005"),
        ("西武信用金庫", "1341"),
        ("西武信金", "1341"),
        ("JA東京中央", "5094"),
        ("ゆうちょ銀行", "9900"),
        ("郵便局", "9900"),
        ("中央労働金庫", "2963"),
    ],
)
def test_a_bank_is_known_by_its_code_or_its_whole_name(typed, code):
    assert parse_bank(typed) == code


def test_every_bank_of_the_list_is_found_by_its_code_and_offered_for_its_own_name():
    import zengin_code

    for code, one in zengin_code.Bank.all.items():
        assert parse_bank(code) == code
        assert code in [found.code for found in find_banks(one.name)], one.name


def test_a_part_of_a_name_is_answered_with_candidates_and_their_codes():
    with pytest.raises(BankAmbiguous) as refused:
        parse_bank("東京ベイ")
    assert refused.value.facts == {"typed": "東京ベイ", "candidates": "東京ベイ信金(1262)"}
    assert parse_bank(refused.value.facts["candidates"]) == "1262"


@pytest.mark.parametrize("typed", ["野村證券", "大和証券", "日本生命", "東京海上日動火災保険"])
def test_securities_houses_and_insurers_are_not_handled(typed):
    """F-05, S0: 証券会社および保険会社の口座は指定できません."""
    with pytest.raises(BankNotHandled):
        parse_bank(typed)


@pytest.mark.parametrize("typed", ["なんとか銀行", "9999", "😀", "銀"])
def test_a_bank_that_nobody_has_is_unknown_or_offered(typed):
    with pytest.raises((BankUnknown, BankAmbiguous)):
        parse_bank(typed)


def test_finding_never_refuses():
    assert find_banks("") == ()
    assert find_banks("9999") == ()
    assert find_banks("みずほ")[0] == Bank("0001", "みずほ", "ミズホ")
    assert bank("0001").name == "みずほ"
    with pytest.raises(BankUnknown):
        bank("zz")


@pytest.mark.parametrize(
    ("of", "typed", "code"),
    [
        ("0001", "東京営業部", "001"),
        ("0001", "001", "001"),
        ("0001", "丸の内中央支店", "004"),
        ("0005", "本店", "001"),
        ("9900", "〇一八", "018"),
        ("9900", "ゼロイチハチ店", "018"),
    ],
)
def test_a_branch_is_known_by_its_code_or_its_whole_name(of, typed, code):
    assert parse_branch(of, typed) == code


def test_a_part_of_a_branch_name_is_answered_with_candidates():
    with pytest.raises(BranchAmbiguous) as refused:
        parse_branch("0001", "丸の内支店")
    assert refused.value.facts["candidates"] == "丸の内中央(004)"


def test_a_branch_that_the_bank_has_not_is_refused():
    with pytest.raises(BranchUnknown) as refused:
        parse_branch("0001", "999")
    assert refused.value.facts == {"bank": "みずほ", "typed": "999"}
    with pytest.raises(BranchUnknown):
        branch("0001", "999")
    with pytest.raises(BankUnknown):
        parse_branch("zzzz", "本店")
    assert find_branches("0001", "") == ()
    assert branch("0001", "001").name == "東京営業部"


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("普通", "ordinary"), ("総合口座", "ordinary"), ("当座預金", "current"), ("current", "current")],
)
def test_ordinary_and_current_accounts_are_taken(typed, kind):
    """F-05: 普通/当座 only."""
    assert parse_account_type(typed) == kind


def test_other_kinds_of_account_are_not_taken():
    with pytest.raises(AccountTypeNotHandled):
        parse_account_type("定期預金")
    with pytest.raises(AccountTypeNotUnderstood):
        parse_account_type("はい")


@pytest.mark.parametrize(
    ("typed", "number"), [("1234567", "1234567"), ("１２３", "0000123"), ("12-34567", "1234567")]
)
def test_an_account_number_has_seven_digits(typed, number):
    assert parse_account_number(typed) == number


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [("12345678", AccountNumberMalformed), ("0000000", AccountNumberMalformed), ("12a", DigitsExpected)],
)
def test_what_is_no_account_number_is_refused(typed, refusal):
    with pytest.raises(refusal):
        parse_account_number(typed)


@pytest.mark.parametrize("typed", ["10140-12345671", "10140 12345671", "1014012345671", "00120-1-123456"])
def test_symbol_and_number_of_the_post_bank_are_recognised(typed):
    with pytest.raises(PostBankSymbolTyped):
        parse_account_number(typed)


def test_symbol_and_number_of_the_post_bank_become_branch_and_number():
    assert from_post_bank("10140", "12345671") == ("018", "ordinary", "1234567")
    assert from_post_bank("１０１４０", "１２３４５１") == ("018", "ordinary", "0012345")
    assert from_post_bank("00120", "123456") == ("019", "current", "0123456")


@pytest.mark.parametrize(
    ("symbol", "number"),
    [("10145", "12345671"), ("10140", "12345672"), ("20140", "1234561"), ("1014", "1"), ("10140", "1")],
)
def test_a_symbol_that_does_not_fit_is_refused(symbol, number):
    with pytest.raises(PostBankSymbolMalformed):
        from_post_bank(symbol, number)

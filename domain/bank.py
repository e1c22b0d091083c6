"""The account for principal and interest: bank, branch, kind, number (F-05; S0 元利金振込口座情報).

Banks and branches come from the package ``zengin-code``, loaded at the first question. Its names leave out 銀行
and shorten 信用金庫 to 信金, so both sides are shortened before they are compared.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from domain.characters import LONG_VOWEL, WIDE_SPACE, clean, full_width, katakana, only_digits, required
from domain.errors import (
    AccountNumberMalformed,
    AccountTypeNotHandled,
    AccountTypeNotUnderstood,
    BankAmbiguous,
    BankNotHandled,
    BankUnknown,
    BranchAmbiguous,
    BranchUnknown,
    PostBankSymbolMalformed,
    PostBankSymbolTyped,
)
from domain.words import words

NAME_MOST = 40  # characters of a typed bank or branch
CANDIDATES_SHOWN = 8  # of a list offered to choose from
POST_BANK = "9900"  # ゆうちょ銀行

AccountType = Literal["ordinary", "current"]


@dataclass(frozen=True, slots=True)
class Bank:
    """A bank of the 全銀 list: four digits, name and reading as the list has them."""

    code: str
    name: str
    kana: str


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of a bank: three digits, name and reading as the list has them."""

    code: str
    name: str
    kana: str


def find_banks(text: str) -> tuple[Bank, ...]:
    """The banks that fit a code, a name or a reading, the exact ones first, then by code. Never refuses."""
    typed = clean(text)[:NAME_MOST]
    code = _code_in(typed, 4) or _aliases().get(_short_bank(typed))
    if code:
        return (bank(code),) if code in _banks() else ()
    return _best(_short_bank(typed), _banks().values(), _short_bank)


def bank(code: str) -> Bank:
    """The bank of a four-digit code. BankUnknown."""
    found = _banks().get(code)
    if found is None:
        raise BankUnknown(typed=code)
    return found


def find_branches(bank_code: str, text: str) -> tuple[Branch, ...]:
    """The branches of a bank that fit a code, a name or a reading, the exact ones first. BankUnknown."""
    bank(bank_code)
    typed = clean(text)[:NAME_MOST]
    code = _code_in(typed, 3)
    if code:
        found = _branches(bank_code).get(code)
        return (found,) if found else ()
    return _best(_short_branch(typed), _branches(bank_code).values(), _short_branch)


def branch(bank_code: str, code: str) -> Branch:
    """The branch of a three-digit code. BankUnknown, BranchUnknown."""
    found = _branches(bank(bank_code).code).get(code)
    if found is None:
        raise BranchUnknown(bank=bank(bank_code).name, typed=code)
    return found


def parse_bank(text: str) -> str:
    """The code of the bank meant by a code, a whole name or a whole reading.

    A part of a name is never taken, even if only one bank has it: money would go astray. It is answered with the
    candidates, and ``中央信組(2556)`` as it stands there is understood.

    BankUnknown, BankAmbiguous with candidates, BankNotHandled for securities and insurance (F-05).
    """
    typed = required(text, "bank", NAME_MOST)
    code = _code_in(typed, 4) or _aliases().get(_short_bank(typed))
    exact = find_banks(typed) if code else _by_whole_name(_short_bank(typed))
    if len(exact) == 1:
        return exact[0].code
    found = exact or find_banks(typed)
    if found:
        raise BankAmbiguous(typed=typed, candidates=_listed(found))
    if any(word in typed for word in words("banks")["not_handled"]):
        raise BankNotHandled(typed=typed)
    raise BankUnknown(typed=typed)


def parse_branch(bank_code: str, text: str) -> str:
    """The code of the branch meant by a code, a whole name or a whole reading, see ``parse_bank``.

    BranchUnknown, BranchAmbiguous with candidates, BankUnknown.
    """
    typed = required(text, "branch", NAME_MOST)
    found = find_branches(bank_code, typed)
    exact = [b for b in found if _code_in(typed, 3) or _short_branch(typed) in _names(b, _short_branch)]
    if len(exact) == 1:
        return exact[0].code
    if found:
        raise BranchAmbiguous(bank=bank(bank_code).name, candidates=_listed(exact or found))
    raise BranchUnknown(bank=bank(bank_code).name, typed=typed)


def parse_account_type(text: str) -> AccountType:
    """``ordinary`` (普通) or ``current`` (当座); nothing else is taken (F-05)."""
    typed = required(text, "account_type", NAME_MOST).replace(" ", "").lower()
    understood = words("accounts")
    if typed in understood["ordinary"]:
        return "ordinary"
    if typed in understood["current"]:
        return "current"
    if typed in understood["not_handled"]:
        raise AccountTypeNotHandled(typed=typed)
    raise AccountTypeNotUnderstood


def parse_account_number(text: str) -> str:
    """Seven digits; shorter numbers are padded with zeros on the left (F-05).

    記号・番号 of ゆうちょ銀行 (1xxx0-xxxxxxx1) are refused with what to type instead: see ``from_post_bank``.
    """
    if _SYMBOL_AND_NUMBER.fullmatch(clean(text).replace(" ", "-")):
        raise PostBankSymbolTyped
    number = only_digits(text, "account_number")
    if len(number) > 7 or set(number) == {"0"}:
        raise AccountNumberMalformed(digits=len(number))
    return number.zfill(7)


def from_post_bank(symbol: str, number: str) -> tuple[str, AccountType, str]:
    """The branch code, kind and number for transfers of a ゆうちょ account given by 記号 and 番号.

    記号 1abx0 → branch ab8, ordinary, 番号 without its last digit (which is 1); 記号 0abx0 → branch ab9, current,
    番号 as it is. The bank's published conversion; it is not in the sources S0-S4. PostBankSymbolMalformed.
    """
    mark, tail = only_digits(symbol, "post_bank_symbol"), only_digits(number, "post_bank_number")
    if len(mark) != 5 or mark[4] != "0":
        raise PostBankSymbolMalformed
    if mark[0] == "1" and 2 <= len(tail) <= 8 and tail[-1] == "1":
        return mark[1:3] + "8", "ordinary", tail[:-1].zfill(7)
    if mark[0] == "0" and 1 <= len(tail) <= 7:
        return mark[1:3] + "9", "current", tail.zfill(7)
    raise PostBankSymbolMalformed


def _code_in(typed: str, length: int) -> str | None:
    """The code that was typed alone, or that stands in brackets behind a name."""
    found = _CODE.search(typed)
    code = (found[1] or found[2]) if found else None
    return code if code and len(code) == length else None


def _best(typed: str, among: Iterable[Any], shorten: Any) -> tuple[Any, ...]:
    """Exact fits, then those that begin so, then those that contain it."""
    if not typed:
        return ()
    ranked: tuple[list[Any], list[Any], list[Any]] = ([], [], [])
    for one in among:
        names = _names(one, shorten)
        if typed in names:
            ranked[0].append(one)
        elif any(name.startswith(typed) for name in names):
            ranked[1].append(one)
        elif any(typed in name for name in names):
            ranked[2].append(one)
    return tuple(ranked[0] + ranked[1] + ranked[2])


def _names(one: Bank | Branch, shorten: Any) -> tuple[str, str]:
    return shorten(one.name), _reading(one.kana)


def _listed(found: Sequence[Any]) -> str:
    """``みずほ(0001)`` and so on: names and codes in half width are digits and brackets only."""
    return ", ".join(f"{one.name}({one.code})" for one in found[:CANDIDATES_SHOWN])


@lru_cache(maxsize=8192)
def _short_bank(text: str) -> str:
    """A bank's name without 株式会社 and 銀行, the others shortened as the list does it."""
    name = _folded(text)
    table = words("banks")
    for start, ending in table["starts"]:
        if name.startswith(_folded(start)):
            name = name.removeprefix(_folded(start))
            name = name if name.endswith(ending) else name + ending
    for ending, short in table["endings"]:
        if name.endswith(ending):
            return name[: -len(ending)] + short
    for ending in table["kana_endings"]:
        if name.endswith(_reading(ending)):
            return name.removesuffix(_reading(ending))
    return name


@lru_cache(maxsize=8192)
def _short_branch(text: str) -> str:
    """A branch's name without 支店 and the like; 本店 and 本店営業部 stay different from each other."""
    name = _folded(text)
    for ending in words("branches")["endings"]:
        if name.endswith(ending) and name != ending:
            return name.removesuffix(ending)
    return name


@lru_cache(maxsize=16384)
def _folded(text: str) -> str:
    """Full-width upper case without spaces, kana without small ones: ミツビシUFJ and ミツビシＵＦＪ are the same."""
    return _reading(katakana(clean(text)))


@lru_cache(maxsize=16384)
def _reading(kana: str) -> str:
    return _DASHES.sub(LONG_VOWEL, full_width(clean(kana)).upper().translate(_LARGE_KANA)).replace(
        WIDE_SPACE, ""
    )


@cache
def _whole_names() -> dict[str, tuple[Bank, ...]]:
    """The banks of each shortened name and reading."""
    index: dict[str, tuple[Bank, ...]] = {}
    for one in _banks().values():
        for name in set(_names(one, _short_bank)):
            index[name] = (*index.get(name, ()), one)
    return index


def _by_whole_name(name: str) -> tuple[Bank, ...]:
    return _whole_names().get(name, ())


@cache
def _aliases() -> dict[str, str]:
    """Names that people still use, by their shortened form."""
    return {_short_bank(name): code for name, code in words("banks")["aliases"].items()}


@cache
def _banks() -> dict[str, Bank]:
    import zengin_code  # Reads 1,146 files: only where somebody asks for a bank.

    return {code: Bank(code, b.name, b.kana) for code, b in sorted(zengin_code.Bank.all.items())}


@lru_cache(maxsize=256)
def _branches(bank_code: str) -> dict[str, Branch]:
    import zengin_code

    listed = zengin_code.Bank.all[bank_code].branches
    return {code: Branch(code, b.name, b.kana) for code, b in sorted(listed.items())}


_SYMBOL_AND_NUMBER = re.compile(r"[01][0-9]{3}0(?:-[0-9])?-[0-9]{1,8}|1[0-9]{3}0[0-9]{6,7}1")
_CODE = re.compile(r"^([0-9]{3,4})$|\(([0-9]{3,4})\)$")
_DASHES = re.compile(r"[-\u2010-\u2015\u2212\uff0d\u30fc]")
_LARGE_KANA = {
    small: small + 1
    for small in (0x30A1, 0x30A3, 0x30A5, 0x30A7, 0x30A9, 0x30C3, 0x30E3, 0x30E5, 0x30E7, 0x30EE)
}

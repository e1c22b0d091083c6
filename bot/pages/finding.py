"""The searches of a form, by buttons that post the page: an address from its postal code, a bank, a branch.

They work without a script; nothing typed is lost by searching.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.locale import t
from bot.pages.fields import TOWN
from bot.pages.visit import say
from domain import address, bank
from domain.errors import BankUnknown, BranchUnknown, RuleBroken

MOST = 12  # candidates that fit on a telephone

Offers = Sequence[tuple[str, str]]


@dataclass(slots=True)
class Found:
    """What a search left: candidates and refusals by field name, and a word for the top of the page."""

    offers: dict[str, Offers] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    notice: str = ""


def search(act: str, typed: dict[str, str]) -> Found:
    """Do the search of a button; fills `typed` where there is one answer only."""
    kind, _, prefix = act.partition(":")
    if kind == "postal":
        return _find_address(prefix, typed)
    return _find_bank(typed) if kind == "bank" else _find_branch(typed)


def goes_on_at(act: str, found: Found) -> str:
    """The field that a person looks at after a search: the candidates, or the street below a postal code."""
    kind, _, prefix = act.partition(":")
    if kind != "postal":
        return kind
    return f"{prefix}postal_code" if found.offers else f"{prefix}street"


def take_town(form: Mapping[str, str], typed: dict[str, str]) -> None:
    """Fill in the places that were picked from the lists."""
    for name, index in form.items():
        if name.endswith(TOWN) and index.isdecimal():
            postal = name.removesuffix(TOWN)
            towns = _towns(typed.get(postal, ""))
            if int(index) < len(towns):
                _fill(postal.removesuffix("postal_code"), towns[int(index)], typed)


def _find_address(prefix: str, typed: dict[str, str]) -> Found:
    name = f"{prefix}postal_code"
    try:
        towns = address.towns(address.parse_postal_code(typed.get(name, "")))
    except RuleBroken as refusal:
        return Found(errors={name: say(refusal)})
    if len(towns) == 1:
        _fill(prefix, towns[0], typed)
        return Found(notice=t("pages.postal.filled"))
    listed = [(str(i), _in_one(town)) for i, town in enumerate(towns)]
    return Found(offers={name: listed}, notice=t("pages.postal.several"))


def _fill(prefix: str, town: address.Town, typed: dict[str, str]) -> None:
    typed[f"{prefix}prefecture"], typed[f"{prefix}city"] = town.prefecture, town.city
    street = f"{prefix}street"
    if not typed.get(street, "").startswith(town.town) or not typed.get(street):
        typed[street] = town.town


def _find_bank(typed: dict[str, str]) -> Found:
    text = typed.get("bank", "")
    found = bank.find_banks(text)
    if found:
        return _offered("bank", found)
    why = _refusal(lambda: bank.parse_bank(text), BankUnknown(typed=text))
    return Found(errors={"bank": say(why)})


def _find_branch(typed: dict[str, str]) -> Found:
    try:
        code = bank.parse_bank(typed.get("bank", ""))
    except RuleBroken as refusal:
        return Found(errors={"bank": say(refusal)}, offers=offers_after("bank", typed))
    text = typed.get("branch", "")
    found = bank.find_branches(code, text)
    if found:
        return _offered("branch", found)
    why = _refusal(
        lambda: bank.parse_branch(code, text), BranchUnknown(bank=bank.bank(code).name, typed=text)
    )
    return Found(errors={"branch": say(why)})


def offers_after(name: str, typed: Mapping[str, str]) -> dict[str, Offers]:
    """The candidates to show beside a refused bank or branch; none for any other field."""
    if name == "bank":
        return _offered(name, bank.find_banks(typed.get(name, ""))).offers
    if name == "branch":
        try:
            code = bank.parse_bank(typed.get("bank", ""))
        except RuleBroken:
            return {}
        return _offered(name, bank.find_branches(code, typed.get(name, ""))).offers
    return {}


def _offered(name: str, found: Sequence[bank.Bank | bank.Branch]) -> Found:
    listed = [
        (one.code, t("pages.found.one", name=one.name, code=one.code, kana=one.kana)) for one in found[:MOST]
    ]
    if not listed:
        return Found()
    key = "pages.found.more" if len(found) > MOST else "pages.found.some"
    return Found(offers={name: listed}, notice=t(key, count=len(found), shown=len(listed)))


def _refusal(parse: Callable[[], object], default: RuleBroken) -> RuleBroken:
    try:
        parse()
    except RuleBroken as refusal:
        return refusal
    return default


def _towns(postal_code: str) -> Sequence[address.Town]:
    try:
        return address.towns(address.parse_postal_code(postal_code))
    except RuleBroken:
        return ()


def _in_one(town: address.Town) -> str:
    return f"{town.prefecture}{town.city}{town.town}" + (f" ({town.note})" if town.note else "")

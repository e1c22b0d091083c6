"""What 利用登録 asks: the six parts of S0 手順20, every field there.

The seventh thing asked, who applies (手順4), stands in `APPLICANT`: it is answered before an account exists.
"""

import datetime as dt
from typing import Any

from domain import account_name, address, association, bank, dates, mail_address, person, phone
from domain.characters import clean
from domain.choices import parse_choice, parse_yes_no
from domain.errors import FieldLeftEmpty, MailAddressDiffers
from domain.form import Answers, Field, Form, Section


def _plain(parser: Any) -> Any:
    return lambda text, answers, today: parser(text)


def _choice(field: str, *values: str) -> Any:
    return lambda text, answers, today: parse_choice(text, field, values)


def _yes_no(text: str, answers: Answers, today: dt.date) -> bool:
    return parse_yes_no(text)


def _must_tick(text: str, answers: Answers, today: dt.date) -> bool:
    if not parse_yes_no(text):
        raise FieldLeftEmpty(field="delivery_approved")
    return True


def _birth_date(text: str, answers: Answers, today: dt.date) -> str:
    return person.parse_birth_date(text, today=today).isoformat()


def _year_month(text: str, answers: Answers, today: dt.date) -> str:
    year, month = dates.parse_year_month(text)
    return f"{year:04d}-{month:02d}"


def _branch(text: str, answers: Answers, today: dt.date) -> str:
    return bank.parse_branch(answers["bank"], text)


def _same_mail(text: str, answers: Answers, today: dt.date) -> str:
    """The mail given at 新規利用登録 and no other (F-07)."""
    typed = mail_address.parse_mail_address(text)
    if (first := answers.get("applicant_mail")) and typed.lower() != str(first).lower():
        raise MailAddressDiffers()
    return typed


def _free_text(text: str, answers: Answers, today: dt.date) -> str:
    if not clean(text):
        raise FieldLeftEmpty(field="text")
    return clean(text)


def _document(text: str, answers: Answers, today: dt.date) -> str:
    return clean(text)


def new_to_the_bond(a: Answers) -> bool:
    """With a 積立組合番号, address, account, certificate month and assembly month are known already (F-01)."""
    return a.get("has_number") is False


def outside_manager(a: Answers) -> bool:
    """外部管理者方式 or a legal person as representative: company and post are asked (S0 代表者情報)."""
    return a.get("management_style") in {"company", "professional", "corporate"}


def minutes_lack_something(a: Answers) -> bool:
    """B, and C where items are missing: the agenda is needed besides (F-09)."""
    return a.get("minutes_complete") is False


def elected_among_officers(a: Answers) -> bool:
    """C: the officers chose the chairperson among themselves (F-09)."""
    return a.get("elected_by") == "board"


def company_named(a: Answers) -> bool:
    """A management company that has registered itself was chosen (G-01)."""
    return a.get("entrusted") is True and a.get("company") not in (None, "later")


def redirected(a: Answers) -> bool:
    """送付先を管理会社に指定する (G-02)."""
    return a.get("redirect") is True


def _private(name: str, parser: Any, needed: Any = None, *, optional: bool = False) -> Field:
    return Field(name, _plain(parser), private=True, optional=optional, needed=needed or (lambda a: True))


def _address(prefix: str, needed: Any = None) -> tuple[Field, ...]:
    return (
        _private(f"{prefix}postal_code", address.parse_postal_code, needed),
        _private(f"{prefix}prefecture", address.parse_prefecture, needed),
        _private(f"{prefix}city", address.parse_city, needed),
        _private(f"{prefix}street", address.parse_street, needed),
    )


def _file(name: str, needed: Any = None, *, optional: bool = False) -> Field:
    return Field(name, _document, "file", private=True, optional=optional, needed=needed or (lambda a: True))


APPLICANT = Section(
    "applicant",
    (
        _private("family_name", person.parse_family_name),
        _private("given_name", person.parse_given_name),
        _private("family_kana", person.parse_family_kana),
        _private("given_kana", person.parse_given_kana),
        _private("applicant_mail", mail_address.parse_mail_address),
    ),
)

ASSOCIATION = Section(
    "association",
    (
        Field("has_number", _yes_no, "yes_no"),
        Field("association_number", _plain(association.parse_association_number), needed=lambda a: a.get("has_number") is True),
        Field("corporate_registered", _yes_no, "yes_no"),
        Field("has_corporate_number", _yes_no, "yes_no"),
        Field("corporate_number", _plain(association.parse_corporate_number), needed=lambda a: a.get("has_corporate_number") is True),
        Field("certificate_month", _plain(dates.parse_month), "month", needed=new_to_the_bond),
        _private("association_name", association.parse_association_name),
        _private("association_kana", association.parse_association_kana),
        *_address("", new_to_the_bond),
        _private("bank", bank.parse_bank, new_to_the_bond),
        Field("branch", _branch, private=True, needed=new_to_the_bond),
        Field("account_type", _choice("account_type", "ordinary", "current"), "choice", private=True, needed=new_to_the_bond, choices=("ordinary", "current")),
        _private("account_number", bank.parse_account_number, new_to_the_bond),
        _private("account_kana", account_name.parse_account_kana, new_to_the_bond),
        _private("account_kanji", account_name.parse_account_kanji, new_to_the_bond),
    ),
)

STYLES = ("resident", "company", "professional", "corporate")

REPRESENTATIVE = Section(
    "representative",
    (
        Field("management_style", _choice("management_style", *STYLES), "choice", choices=STYLES),
        Field("term_end", _year_month, "date"),
        Field("assembly_month", _plain(dates.parse_month), "month", needed=new_to_the_bond),
        _private("rep_family_name", person.parse_family_name),
        _private("rep_given_name", person.parse_given_name),
        _private("rep_family_kana", person.parse_family_kana),
        _private("rep_given_kana", person.parse_given_kana),
        _private("rep_company", person.parse_company_name, outside_manager),
        _private("rep_post", person.parse_post_title, outside_manager),
        Field("birth_date", _birth_date, "date", private=True),
        *_address("rep_"),
        _private("rep_building", address.parse_building, optional=True),
        _private("rep_phone", phone.parse_phone),
        Field("rep_mail", _same_mail, private=True),
    ),
)

METHODS = ("photo", "ic", "post")

IDENTITY = Section(
    "identity",
    (
        Field("identity_method", _choice("identity_method", *METHODS), "choice", choices=METHODS),
        Field("identity_done", _yes_no, "step", needed=lambda a: a.get("identity_method") in {"photo", "ic"}),
    ),
)

DOCUMENTS = Section(
    "documents",
    (
        Field("elected_by", _choice("elected_by", "assembly", "board"), "choice", choices=("assembly", "board")),
        Field("minutes_complete", _yes_no, "yes_no"),
        _file("bylaws"),
        _file("assembly_minutes"),
        _file("assembly_agenda", minutes_lack_something),
        _file("board_minutes", elected_among_officers),
        *(_file(f"other{n}", optional=True) for n in range(1, 6)),
    ),
)

PERMISSIONS = ("enter", "view", "none")

COMPANY = Section(
    "company",
    (
        Field("entrusted", _yes_no, "yes_no"),
        Field("company", _free_text, "search", needed=lambda a: a.get("entrusted") is True),
        Field("permission", _choice("permission", *PERMISSIONS), "choice", needed=company_named, choices=PERMISSIONS),
    ),
)

DELIVERY = Section(
    "delivery",
    (
        Field("redirect", _yes_no, "yes_no", needed=lambda a: a.get("entrusted") is True),
        Field("delivery_approved", _must_tick, "tick", needed=redirected),
        _private("delivery_company", person.parse_company_name, redirected),
        *_address("delivery_", redirected),
        _private("delivery_department", person.parse_company_name, redirected),
        _private("delivery_family_name", person.parse_family_name, redirected),
        _private("delivery_given_name", person.parse_given_name, redirected),
        _private("delivery_phone", phone.parse_phone, redirected),
    ),
)

REGISTRATION = Form("registration", (ASSOCIATION, REPRESENTATIVE, IDENTITY, DOCUMENTS, COMPANY, DELIVERY))

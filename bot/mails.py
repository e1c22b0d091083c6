"""The mails that go with accounts and pages (S1 2-6 Nos 1-8, 30, 32; S0). Each function gives a `Mail` to be queued.

A mail carries a link of its own, bound to the person and to the LINE user who asked for it.
"""

from typing import Any

from sqlalchemy import Connection, select

from bot import links
from bot.locale import t
from bot.messages import Mail
from domain.links import Purpose
from domain.store import people
from domain.store.tables import outgoing

MINUTE_MS = 60_000
ONCE_IN_MINUTES = 5  # of mails that anybody may ask for: a full mailbox is an attack as well


def account(tx: Connection, house: Any, line_user: str, at: int) -> Mail | None:
    """「ユーザーID及びパスワード等の登録について」 with a link of 24 hours (S0 手順6), to whoever applied last from here.

    None where nobody applied. Call it again to send the mail again; the earlier link ends with it.
    """
    person_id = people.newest_applicant(tx, line_user)
    return None if person_id is None else account_of(tx, house, line_user, person_id, at)


def account_of(tx: Connection, house: Any, line_user: str, person_id: int, at: int) -> Mail:
    """`account` for a person who has just applied."""
    url = _only_link(tx, house, Purpose.ACCOUNT, line_user, at, person_id)
    return _to(tx, person_id, "account", url=url)


def question_set(tx: Connection, person_id: int) -> Mail:
    """No.3: the secret question is registered."""
    return _to(tx, person_id, "question_set")


def password_set(tx: Connection, person_id: int) -> Mail:
    """No.4: the password is registered or changed."""
    return _to(tx, person_id, "password_set")


def password_reset(tx: Connection, house: Any, line_user: str, person_id: int, at: int) -> Mail | None:
    """No.6 「パスワード登録のお願い」 with a link of 24 hours; None when one has just gone out."""
    once = _once("password_reset", person_id, at)
    if _has_gone(tx, once):
        return None
    url = _only_link(tx, house, Purpose.PASSWORD_RESET, line_user, at, person_id)
    return _to(tx, person_id, "password_reset", once, url=url)


def user_id(tx: Connection, person_id: int, user_id: str, at: int) -> Mail:
    """No.7 「ユーザーID再通知のお知らせ」."""
    return _to(tx, person_id, "user_id", _once("user_id", person_id, at), user_id=user_id)


def authenticator_reset(tx: Connection, house: Any, line_user: str, person_id: int, at: int) -> Mail | None:
    """No.8: a link of 24 hours to set up another authenticator; None when one has just gone out."""
    once = _once("authenticator_reset", person_id, at)
    if _has_gone(tx, once):
        return None
    url = _only_link(tx, house, Purpose.OTP_RESET, line_user, at, person_id)
    return _to(tx, person_id, "authenticator_reset", once, url=url)


def authenticator_set(tx: Connection, person_id: int) -> Mail:
    """Another authenticator counts from now on, the old one is void."""
    return _to(tx, person_id, "authenticator_set")


def account_locked(tx: Connection, person_id: int, until: int) -> Mail:
    """No.30: the user ID is locked after wrong passwords. Once for each lock (`until` names it)."""
    return _to(tx, person_id, "account_locked", f"account_locked:{person_id}:{until}")


def line_linked(tx: Connection, person_id: int) -> Mail:
    """As No.32: another LINE account is used from now on."""
    return _to(tx, person_id, "line_linked")


def ekyc(tx: Connection, person_id: int, url: str) -> Mail:
    """「eKYC手続のお知らせ」 with the vendor's address, after the 受付 (S0 eKYC 手順3-4)."""
    return _to(tx, person_id, "ekyc", url=url)


def _only_link(tx: Connection, house: Any, purpose: Purpose, line_user: str, at: int, person_id: int) -> str:
    """A link for a mail; those of earlier mails end with it, one of them may have gone to a mistyped address."""
    people.end_links(tx, purpose, person_id, at)
    return links.issue(tx, house, purpose, line_user, at, person_id=person_id)


def _to(tx: Connection, person_id: int, name: str, once: str | None = None, **facts: Any) -> Mail:
    known = people.get(tx, person_id).facts
    whose = t("mails.whose", family_name=known["family_name"], given_name=known["given_name"])
    body = t(f"mails.{name}.body", **facts)
    return Mail(
        known["applicant_mail"], t(f"mails.{name}.subject"), f"{whose}\n\n{body}\n\n{t('mails.sender')}", once
    )


def _has_gone(tx: Connection, once: str) -> bool:
    return tx.execute(select(outgoing.c.id).where(outgoing.c.dedupe == once)).first() is not None


def _once(name: str, person_id: int, at: int) -> str:
    return f"{name}:{person_id}:{at // (ONCE_IN_MINUTES * MINUTE_MS)}"

"""Forgotten IDs, passwords and authenticators (W-10, S0 パスワードを再設定する, ユーザーIDの再通知を依頼する).

Every answer is the same whether somebody exists or not; what is true travels by mail to the stored address only.
"""

import hashlib
from typing import Any

from sqlalchemy import Connection

from domain import passwords
from domain.characters import clean
from domain.desk import tries
from domain.errors import RuleBroken, SecretAnswerWrong
from domain.store import people


def meant_user_id(text: str) -> str:
    """The ID somebody means: full width and spaces are understood, and a wrong shape is just an ID nobody has."""
    try:
        return passwords.parse_user_id(text)
    except RuleBroken:
        return clean(text)[:200]


def question_for(tx: Connection, family_name: str, given_name: str, mail: str) -> str:
    """The secret question to show for a name and a mail address; a stranger gets one too, always the same."""
    found = _named(tx, family_name, given_name, mail)
    if found:
        return str(found[0].question)
    digest = hashlib.sha256(people.mail_hash(mail).encode()).digest()
    return passwords.SECRET_QUESTIONS[digest[0] % len(passwords.SECRET_QUESTIONS)]


def ids_to_remind(
    tx: Connection, family_name: str, given_name: str, mail: str, answer: str, line_user: str, at: int
) -> list[Any]:
    """The credentials whose IDs go out by mail: name, mail address and answer fit (W-10).

    Empty for a wrong answer, which is counted; five lock this LINE user out of asking for this address.
    TemporarilyLocked, TooManyTriesToday.
    """
    subject = f"answer:{people.mail_hash(mail)[:32]}:{line_user[:64]}"
    tries.check_caps(tx, line_user, at)
    tries.check(tx, subject, at)
    right = [
        row
        for row in _named(tx, family_name, given_name, mail)
        if passwords.verify_answer(row.answer_hash, answer)
    ]
    if right:
        tries.forgive(tx, subject, at)
    else:
        tries.missed(tx, subject, line_user, at)
    return right


def check_answer(tx: Connection, row: Any, answer: str, line_user: str, at: int) -> None:
    """The secret answer of a known credential row. SecretAnswerWrong, TemporarilyLocked, TooManyTriesToday."""
    subject = f"answer:{row.person_id}:{line_user[:64]}"
    tries.check_caps(tx, line_user, at, row.person_id)
    tries.check(tx, subject, at)
    if not passwords.verify_answer(row.answer_hash, answer):
        tries.missed(tx, subject, line_user, at, person_id=row.person_id)
        raise SecretAnswerWrong
    tries.forgive(tx, subject, at)


def _named(tx: Connection, family_name: str, given_name: str, mail: str) -> list[Any]:
    """The credentials of everybody with this mail address and this name."""
    wanted = _folded(family_name + given_name)
    fitting = [
        row.id
        for row in people.by_mail(tx, mail)
        if _folded(row.facts.get("family_name", "") + row.facts.get("given_name", "")) == wanted
    ]
    rows = [people.credential_of(tx, person_id) for person_id in fitting]
    return [row for row in rows if row is not None]


def _folded(name: str) -> str:
    return clean(name).replace(" ", "").casefold()

"""From the first mail to a LINE user who is known: persons, user IDs, authenticators, links to LINE (S0 手順4-14)."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from domain import one_time_code, passwords
from domain.desk import access
from domain.errors import FieldLeftEmpty, PasswordsDiffer, UserIdTaken
from domain.registration_form import APPLICANT
from domain.store import audit, people


def apply_for_account(tx: Connection, line_user: str, answers: Mapping[str, Any], at: int) -> int:
    """The person who applies, new or refreshed; returns the id (S0 手順4).

    Only somebody who applied from this LINE user before and has no user ID yet is refreshed: what a stranger types
    never changes a person who has one, whatever mail address it names.
    """
    facts = {field.name: answers[field.name] for field in APPLICANT.fields}
    person_id = people.applied_without_account(tx, line_user)
    if person_id is None:
        person_id = people.add(tx, facts, at)
    else:
        people.change(tx, person_id, facts)
    audit.record(tx, at, f"line:{line_user}", "account_applied", f"person:{person_id}")
    return person_id


def create_credential(
    tx: Connection, person_id: int, user_id: str, question: str, answer: str, password: str, at: int
) -> None:
    """User ID, secret question and password of a person, all parsed (S0 手順9-13).

    UserIdTaken when somebody has this ID, in upper or lower case.
    """
    new = people.add_credential(tx, {
        "person_id": person_id, "user_id": user_id, "password_hash": passwords.hash_password(password),
        "question": question, "answer_hash": passwords.hash_answer(answer),
    })  # fmt: skip
    if not new:
        raise UserIdTaken
    audit.record(tx, at, f"person:{person_id}", "account_made", f"person:{person_id}")


def check_new_password(password: str, again: str, row: Any | None = None) -> str:
    """A new password typed twice (W-08); `row` is the credential whose last passwords may not come again.

    FieldLeftEmpty, PasswordsDiffer and what `passwords.check_new` refuses.
    """
    if not password:
        raise FieldLeftEmpty(field="password")
    old = [*row.previous_hashes, row.password_hash] if row is not None else []
    checked = passwords.check_new(password, old)
    if checked != again:
        raise PasswordsDiffer
    return checked


def set_password(tx: Connection, person_id: int, password: str, at: int) -> None:
    """Store a checked password; the old one is remembered, misses are forgotten. The account lock stays."""
    row = people.credential_of(tx, person_id)
    assert row is not None  # nobody without an account gets a link that leads here
    previous = [*row.previous_hashes, row.password_hash][-(passwords.REMEMBERED - 1) :]
    people.change_credential(
        tx,
        person_id,
        password_hash=passwords.hash_password(password),
        previous_hashes=previous,
        password_failures=0,
        password_locked_until=0,
    )
    audit.record(tx, at, f"person:{person_id}", "password_set", f"person:{person_id}")


def confirm_authenticator(
    tx: Connection, person_id: int, line_user: str, secret: str, text: str, at: int
) -> None:
    """The first code of a new authenticator: from now on only its codes count. Raises as `access.check_code_of`."""
    code = one_time_code.parse_code(text)
    step = access.check_code_of(tx, person_id, line_user, secret, None, code, at)
    people.change_credential(tx, person_id, totp_secret=secret, totp_last_step=step, totp_confirmed_at=at)
    access.signed_in(tx, person_id, at, with_code=True)
    audit.record(tx, at, f"person:{person_id}", "authenticator_set", f"person:{person_id}")


def link_line(tx: Connection, line_user: str, person_id: int, at: int) -> list[str]:
    """Make a LINE user this person's one and only; returns the LINE users who were it until now, to be told."""
    if people.linked_person(tx, line_user) == person_id:
        return []
    losers = people.linked_line_users(tx, person_id)
    people.end_line_links(tx, at, line_user=line_user)
    people.end_line_links(tx, at, person_id=person_id)
    people.add_line_link(tx, line_user, person_id, at)
    audit.record(
        tx, at, f"person:{person_id}", "line_linked", f"person:{person_id}", {"line_user": line_user}
    )
    return losers


def person_of(tx: Connection, line_user: str) -> int | None:
    """The person a LINE user has signed in as, or None."""
    return people.linked_person(tx, line_user)

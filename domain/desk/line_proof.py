"""Proof that whoever signed in on our page holds this LINE user's telephone: a number shown there, typed here.

A link to our page can be sent on: somebody who signs in by a stranger's link would tie the stranger's LINE to his own
account. So a page never links a LINE user that is new to an account. It shows a number that only the browser of
whoever signed in has seen, and the chat of the link's owner asks for it. The two are one person, or nothing is linked.
"""

import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from domain import locks
from domain.desk import accounts, tries
from domain.errors import NumberDiffers, NumberExpired, NumberMalformed, NumberMissedTooOften
from domain.store import audit, people

DIGITS = 4
MINUTES = 10
MISSES = 3


def needed(tx: Connection, line_user: str, person_id: int, *, applying: bool) -> bool:
    """Whether this LINE user may only be linked to the person by a number.

    Not where it is linked already; nor, while `applying` (利用登録), where the account has never been linked to any
    LINE user and was applied for from this one: there is nothing yet that could be taken from anybody.
    """
    if people.linked_person(tx, line_user) == person_id:
        return False
    is_theirs = applying and people.applied_from(tx, line_user, person_id)
    return not is_theirs or people.was_linked(tx, person_id)


def fresh(person_id: int, at: int) -> dict[str, Any]:
    """A random number for a page to show: ``person_id``, ``number`` and ``until`` (epoch milliseconds)."""
    number = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    return {"person_id": person_id, "number": number, "until": at + MINUTES * 60_000}


def shown(tx: Connection, line_user: str, at: int) -> None:
    """A new number is asked for: the misses of the one before are forgotten. The cap of a day goes on counting."""
    tries.forgive(tx, _subject(line_user), at)


def changes_line(tx: Connection, person_id: int) -> bool:
    """Whether linking would be a change for the person: a mail tells of it then (as No.32)."""
    return people.was_linked(tx, person_id)


def link(tx: Connection, line_user: str, proof: Mapping[str, Any], digits: str, at: int) -> list[str]:
    """Link the LINE user when the number is right; returns the LINE users who were the person until now.

    NumberMalformed (not counted), NumberDiffers with the tries left; NumberExpired, NumberMissedTooOften and
    TooManyTriesToday end this number. Catch the refusal inside the transaction: the miss stays counted.
    """
    if at >= proof["until"]:
        raise NumberExpired(minutes=MINUTES)
    tries.check_caps(tx, line_user, at)
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdecimal()):
        raise NumberMalformed(digits=DIGITS)
    subject = _subject(line_user)
    if tries.read(tx, subject).failures >= MISSES:
        raise NumberMissedTooOften(misses=MISSES)
    if not secrets.compare_digest(digits, proof["number"]):
        raise _missed(tx, line_user, proof, at)
    tries.forgive(tx, subject, at)
    return accounts.link_line(tx, line_user, proof["person_id"], at)


def _missed(
    tx: Connection, line_user: str, proof: Mapping[str, Any], at: int
) -> NumberDiffers | NumberMissedTooOften:
    after = tries.missed(tx, _subject(line_user), line_user, at, _one_more)
    if after.failures < MISSES:
        return NumberDiffers(left=MISSES - after.failures)
    audit.record(tx, at, f"line:{line_user}", "number_missed", f"person:{proof['person_id']}")
    return NumberMissedTooOften(misses=MISSES)


def _one_more(before: locks.Tries, now: Any) -> locks.Tries:
    """A miss locks nobody out: the number itself ends, and another sign-in makes another."""
    return locks.Tries(before.failures + 1)


def _subject(line_user: str) -> str:
    return f"number:{line_user}"

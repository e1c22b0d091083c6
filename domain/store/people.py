"""Rows of `person`, `credential`, `line_link` and `code_tries`."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, and_, func, insert, select, update

from domain.store.batches import batches
from domain.store.db import for_update, insert_new
from domain.store.sealed import keyring
from domain.store.tables import code_tries, credential, line_link, one_time_link, person


def mail_hash(mail: str) -> str:
    """What a mail address is stored under, to be looked up."""
    return keyring.blind(mail.casefold(), "person.mail")


def user_id_hash(user_id: str) -> str:
    """What a user ID is stored under, to be looked up; upper and lower case are the same ID."""
    return keyring.blind(user_id.casefold(), "credential.user_id")


def add(tx: Connection, facts: Mapping[str, Any], at: int) -> int:
    """A new person; `facts` hold at least `applicant_mail`. Returns the id."""
    row = {"facts": dict(facts), "mail_hash": mail_hash(facts["applicant_mail"]), "made_at": at, "version": 0}
    return int(tx.execute(insert(person).returning(person.c.id), row).scalar_one())


def change(tx: Connection, person_id: int, facts: Mapping[str, Any]) -> None:
    """Add to what is known of a person."""
    row = get(tx, person_id)
    merged = {**row.facts, **facts}
    tx.execute(
        update(person)
        .where(person.c.id == person_id)
        .values(facts=merged, mail_hash=mail_hash(merged["applicant_mail"]), version=row.version + 1)
    )


def get(tx: Connection, person_id: int) -> Any:
    """The row of a person. Raises NoResultFound."""
    return tx.execute(select(person).where(person.c.id == person_id)).one()


def by_mail(tx: Connection, mail: str) -> list[Any]:
    """Everybody with this mail address: a chairperson of two associations is two persons here."""
    hashes = keyring.blinds(mail.casefold(), "person.mail")
    return list(tx.execute(select(person).where(person.c.mail_hash.in_(hashes)).order_by(person.c.id)))


def applied_without_account(tx: Connection, line_user: str) -> int | None:
    """Whoever applied from this LINE user and has no user ID yet: the newest, or None."""
    return tx.execute(
        select(one_time_link.c.person_id)
        .where(
            one_time_link.c.line_user == line_user,
            one_time_link.c.purpose == "account",
            one_time_link.c.person_id.is_not(None),
            one_time_link.c.person_id.not_in(select(credential.c.person_id)),
        )
        .order_by(one_time_link.c.made_at.desc(), one_time_link.c.person_id.desc())
        .limit(1)
    ).scalar()


def newest_applicant(tx: Connection, line_user: str) -> int | None:
    """The person the newest account mail of this LINE user went to, with a user ID or without; or None."""
    return tx.execute(
        select(one_time_link.c.person_id)
        .where(
            one_time_link.c.line_user == line_user,
            one_time_link.c.purpose == "account",
            one_time_link.c.person_id.is_not(None),
        )
        .order_by(one_time_link.c.made_at.desc(), one_time_link.c.person_id.desc())
        .limit(1)
    ).scalar()


def end_links(tx: Connection, purpose: str, person_id: int, at: int) -> None:
    """End the open links of a purpose that went to a person by mail: only the newest mail counts."""
    tx.execute(
        update(one_time_link)
        .where(
            one_time_link.c.person_id == person_id,
            one_time_link.c.purpose == purpose,
            one_time_link.c.used_at.is_(None),
            one_time_link.c.expires_at > at,
        )
        .values(expires_at=at)
    )


def add_credential(tx: Connection, values: Mapping[str, Any]) -> bool:
    """A user ID with its password. Returns False when the ID is taken or the person has one already."""
    row = {"previous_hashes": [], **values, "user_id_hash": user_id_hash(values["user_id"])}
    return insert_new(tx, credential, row)


def credential_of(tx: Connection, person_id: int) -> Any | None:
    """The credential of a person, locked until the commit, or None."""
    return tx.execute(for_update(tx, select(credential).where(credential.c.person_id == person_id))).first()


def credential_by_user_id(tx: Connection, user_id: str) -> Any | None:
    """The credential of a user ID, locked until the commit, or None."""
    found = select(credential).where(credential.c.user_id_hash.in_(keyring.blinds(user_id.casefold(), "credential.user_id")))
    return tx.execute(for_update(tx, found)).first()


def change_credential(tx: Connection, person_id: int, **values: Any) -> None:
    """Change columns of a credential."""
    tx.execute(
        update(credential)
        .where(credential.c.person_id == person_id)
        .values(version=credential.c.version + 1, **values)
    )


def linked_person(tx: Connection, line_user: str) -> int | None:
    """The person a LINE user is linked to now, or None."""
    return tx.execute(
        select(line_link.c.person_id).where(
            line_link.c.line_user == line_user, line_link.c.ended_at.is_(None)
        )
    ).scalar()


def linked_line_users(tx: Connection, person_id: int) -> list[str]:
    """The LINE users that are linked to a person now."""
    return list(
        tx.execute(
            select(line_link.c.line_user).where(
                line_link.c.person_id == person_id, line_link.c.ended_at.is_(None)
            )
        ).scalars()
    )


def reached_by(tx: Connection, persons: Sequence[int]) -> dict[int, tuple[dict[str, Any], list[str]]]:
    """Person → what is known of that person, and the LINE users that are linked to it now; of many in a few statements."""
    found: dict[int, tuple[dict[str, Any], list[str]]] = {}
    linked = and_(line_link.c.person_id == person.c.id, line_link.c.ended_at.is_(None))
    whole = select(person.c.id, person.c.facts, line_link.c.line_user).join(line_link, linked, isouter=True).order_by(line_link.c.id)
    for some in batches(persons):
        for row in tx.execute(whole.where(person.c.id.in_(some))):
            _, users = found.setdefault(row.id, (row.facts, []))
            users += [row.line_user] if row.line_user else []
    return found


def was_linked(tx: Connection, person_id: int) -> bool:
    """Whether any LINE user is or ever was linked to a person."""
    return tx.execute(select(line_link.c.id).where(line_link.c.person_id == person_id).limit(1)).first() is not None


def applied_from(tx: Connection, line_user: str, person_id: int) -> bool:
    """Whether this LINE user applied for the account of a person: the mail with its link was asked for here."""
    mine = select(one_time_link.c.token_hash).where(
        one_time_link.c.line_user == line_user,
        one_time_link.c.purpose == "account",
        one_time_link.c.person_id == person_id,
    )
    return tx.execute(mine.limit(1)).first() is not None


def end_line_links(
    tx: Connection, at: int, *, line_user: str | None = None, person_id: int | None = None
) -> None:
    """End the open links of a LINE user, or of a person."""
    mine = line_link.c.line_user == line_user if line_user is not None else line_link.c.person_id == person_id
    tx.execute(update(line_link).where(mine, line_link.c.ended_at.is_(None)).values(ended_at=at))


def add_line_link(tx: Connection, line_user: str, person_id: int, at: int) -> None:
    """Link a LINE user that has no open link to a person."""
    tx.execute(
        insert(line_link), {"line_user": line_user, "person_id": person_id, "made_at": at, "ended_at": None}
    )


def tries(tx: Connection, subject: str) -> Any | None:
    """The counted misses of a subject, locked until the commit, or None."""
    return tx.execute(for_update(tx, select(code_tries).where(code_tries.c.subject == subject))).first()


def failures_of(tx: Connection, *subjects: str) -> int:
    """The counted misses of subjects together, read without locking: a cap that everybody shares must not be a queue."""
    counted = select(func.sum(code_tries.c.failures)).where(code_tries.c.subject.in_(subjects))
    return tx.execute(counted).scalar() or 0


def count_failure(tx: Connection, subject: str, at: int) -> None:
    """One miss more of a subject, in one statement."""
    row = {"subject": subject, "failures": 1, "window_started_at": at, "locked_until": 0}
    if not insert_new(tx, code_tries, row):
        more = update(code_tries).where(code_tries.c.subject == subject)
        tx.execute(more.values(failures=code_tries.c.failures + 1))


def put_tries(tx: Connection, subject: str, failures: int, locked_until: int, at: int) -> None:
    """Store how often a subject missed and until when it is locked (0: not at all)."""
    row = {"subject": subject, "failures": failures, "window_started_at": at, "locked_until": locked_until}
    if not insert_new(tx, code_tries, row):
        tx.execute(
            update(code_tries)
            .where(code_tries.c.subject == subject)
            .values(failures=failures, locked_until=locked_until)
        )

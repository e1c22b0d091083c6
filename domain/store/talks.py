"""Rows of `talk` and `draft`."""

from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from domain.store.prepared import Prepared
from domain.store.tables import draft, talk


class Overtaken(Exception):
    """Somebody else saved the talk between our load and our save."""


_load = Prepared(
    select(talk.c.dialog, talk.c.state, talk.c.told, talk.c.screen, talk.c.owner, talk.c.misheard, talk.c.friend, talk.c.version)
    .where(talk.c.line_user == bindparam("who"))
    .with_for_update()
)
_save = Prepared(
    update(talk)
    .where(talk.c.line_user == bindparam("who"), talk.c.version == bindparam("seen"))
    .values(
        {
            name: bindparam(f"new_{name}")
            for name in ("dialog", "state", "told", "screen", "owner", "misheard", "friend", "version", "updated_at")
        }
    )
)


def load(tx: Connection, line_user: str) -> Any | None:
    """The talk's row, locked, or None."""
    return _load.first(tx, {"who": line_user})


def start(tx: Connection, line_user: str, dialog: str, state: str, at: int) -> Any:
    """A new talk; returns its row."""
    tx.execute(insert(talk), {"line_user": line_user, "dialog": dialog, "state": state, "told": {}, "screen": {},
                              "owner": "bot", "misheard": 0, "friend": True, "version": 0, "updated_at": at})
    return load(tx, line_user)


def save(tx: Connection, line_user: str, seen: int, values: dict[str, Any]) -> None:
    """Save with the version seen at the load. Raises Overtaken."""
    parameters = {f"new_{name}": value for name, value in values.items()}
    if _save.change(tx, parameters | {"who": line_user, "seen": seen, "new_version": seen + 1}) != 1:
        raise Overtaken(line_user)


def put_aside(tx: Connection, line_user: str, dialog: str, state: str, told: dict[str, Any], at: int) -> None:
    """Keep what a dialog was told for another day; the newest stays."""
    drop_draft(tx, line_user, dialog)
    tx.execute(insert(draft), {"line_user": line_user, "dialog": dialog, "state": state, "told": told, "updated_at": at})


def find_draft(tx: Connection, line_user: str, dialog: str) -> Any | None:
    """The kept row (state, told, updated_at) or None."""
    return tx.execute(
        select(draft.c.state, draft.c.told, draft.c.updated_at).where(draft.c.line_user == line_user, draft.c.dialog == dialog)
    ).first()


def drop_draft(tx: Connection, line_user: str, dialog: str) -> None:
    """Forget a kept draft."""
    tx.execute(delete(draft).where(draft.c.line_user == line_user, draft.c.dialog == dialog))


def tell(tx: Connection, line_user: str, dialog: str, answers: dict[str, Any], at: int) -> None:
    """Add answers given on a page to what the dialog was told, wherever that is kept just now."""
    row = load(tx, line_user)
    if row is not None and row.dialog == dialog:
        _change(tx, line_user, row, at, told=row.told | answers)
    elif row is not None and (paused := _paused(row, dialog)):
        paused = paused | {"told": paused["told"] | answers}
        _change(tx, line_user, row, at, screen=row.screen | {"paused": paused})
    else:
        kept = find_draft(tx, line_user, dialog)
        put_aside(tx, line_user, dialog, kept.state if kept else "", (kept.told if kept else {}) | answers, at)


def told(tx: Connection, line_user: str, dialog: str) -> dict[str, Any]:
    """What a dialog was told so far, wherever that is kept just now."""
    row = load(tx, line_user)
    if row is not None and row.dialog == dialog:
        return dict(row.told)
    if row is not None and (paused := _paused(row, dialog)):
        return dict(paused["told"])
    kept = find_draft(tx, line_user, dialog)
    return dict(kept.told) if kept else {}


def _paused(row: Any, dialog: str) -> dict[str, Any] | None:
    """What stands interrupted in the talk, if it is this dialog."""
    paused = row.screen.get("paused")
    return paused if paused and paused["dialog"] == dialog else None


def _change(tx: Connection, line_user: str, row: Any, at: int, **values: Any) -> None:
    changed = update(talk).where(talk.c.line_user == line_user, talk.c.version == row.version)
    if tx.execute(changed.values(version=row.version + 1, updated_at=at, **values)).rowcount != 1:
        raise Overtaken(line_user)

"""Structured logs: one JSON line an event, with the ids of the turn and the request, and no personal data.

What went wrong is told by its kind and by the places it came through, never by its message: that may hold what
somebody typed. LINE user ids and mail addresses are taken out of every line, also out of those of libraries.
"""

import hashlib
import logging
import re
import sys
import traceback
from collections.abc import Iterator, MutableMapping
from contextvars import ContextVar
from typing import Any

import structlog
from structlog.contextvars import bind_contextvars, clear_contextvars

_LINE_USER = re.compile(r"\bU[0-9a-f]{32}\b")
_MAIL = re.compile(r"[^\s\"'<>(){}:,;]+@[^\s\"'<>(){}:,;]+\.[^\s\"'<>(){}:,;]+")
FRAMES_MOST = 12
_turn: ContextVar[tuple[str, int]] = ContextVar("turn", default=("", 0))

Line = MutableMapping[str, Any]


def set_up(level: int = logging.INFO) -> None:
    """Once a process, before anything logs; `level` is that of our own lines, libraries speak from warnings on."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        with_turn,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        without_messages,
        without_people,
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer(ensure_ascii=False)],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, structlog.processors.JSONRenderer(ensure_ascii=False)],
    ))  # fmt: skip
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


def about(line_user: str, turn: int = 0) -> None:
    """Every line of this thread is about this person, and this turn, from here on, until the next one.

    Most turns log nothing: the name is only noted, and made short by whatever line is written.
    """
    _turn.set((line_user, turn))


def request_begins(request_id: str) -> None:
    """Every line of this thread is about this request from here on, until the next one."""
    clear_contextvars()
    about("")
    bind_contextvars(request_id=request_id)


def short(line_user: str) -> str:
    """Eight signs by which the lines of a person are found without naming him."""
    return hashlib.sha256(line_user.encode("utf-8", "replace")).hexdigest()[:8]


def with_turn(_logger: Any, _method: str, line: Line) -> Line:
    """Whose turn the line is about, and which: the id of the event that is being taken."""
    person, turn = _turn.get()
    if person:
        line["person"] = short(person)
    if turn:
        line["turn"] = turn
    return line


def without_messages(_logger: Any, _method: str, line: Line) -> Line:
    """An exception becomes its kind, its causes' kinds and the places it came through."""
    told = line.pop("exc_info", None)
    error = sys.exc_info()[1] if told is True else told[1] if isinstance(told, tuple) else told
    if isinstance(error, BaseException):
        line["exception"] = " < ".join(kind(one) for one in _chain(error))
        line["at"] = places(error)[-FRAMES_MOST:]
    return line


def without_people(_logger: Any, _method: str, line: Line) -> Line:
    """LINE user ids become short hashes, mail addresses a mark."""
    for name, value in line.items():
        if isinstance(value, str):
            line[name] = scrubbed(value)
    return line


def scrubbed(text: str) -> str:
    """A text without LINE user ids and mail addresses."""
    return _MAIL.sub("<mail>", _LINE_USER.sub(lambda found: f"person:{short(found.group())}", text))


def kind(error: BaseException) -> str:
    """An exception's class, with the number the system or the database gave it."""
    number = getattr(error, "sqlstate", None) or getattr(error, "errno", None)
    return type(error).__name__ + (f"({number})" if number else "")


def places(error: BaseException) -> list[str]:
    """The places an exception came through, the last where it was raised."""
    return [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or one.__context__

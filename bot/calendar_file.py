"""Days as a calendar file (RFC 5545) that telephones and computers can take over: all-day events, one a day and matter."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

FOLD_AT = 75  # octets a line, RFC 5545 3.1


@dataclass(frozen=True, slots=True)
class Event:
    """An all-day event. ``key`` names the matter: the same matter saved twice replaces itself."""

    on: dt.date
    key: str
    summary: str
    description: str = ""


def ics_bytes(name: str, events: Iterable[Event], made: dt.datetime) -> bytes:
    """The file. `made` is the aware moment it was made at."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//sumairu//passbooks//JA",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    lines.append(f"X-WR-CALNAME:{escaped(name)}")
    stamp = made.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    for event in events:
        lines += _event(event, stamp)
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"]).encode("utf-8", "replace")


def escaped(text: str) -> str:
    """A text value: backslash, comma, semicolon and line end in their escapes (3.3.11)."""
    plain = text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return plain.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def folded(line: str) -> str:
    """A long line continued by a line end and a space, never inside a character."""
    parts, used = [""], 0
    for sign in line:
        size = len(sign.encode("utf-8", "replace"))
        if used + size > FOLD_AT:
            parts.append(" ")
            used = 1
        parts[-1] += sign
        used += size
    return "\r\n".join(parts)


def _event(event: Event, stamp: str) -> list[str]:
    uid = hashlib.sha256(f"{event.key}|{event.on.isoformat()}".encode()).hexdigest()[:32]
    lines = [
        "BEGIN:VEVENT",
        f"UID:{uid}@sumairu",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.on + dt.timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(event.summary)}",
    ]
    lines += [f"DESCRIPTION:{escaped(event.description)}"] if event.description else []
    return [*lines, "TRANSP:TRANSPARENT", "END:VEVENT"]

"""Identifiers in the forms LINE gives them: user IDs, message IDs, ULIDs, tokens."""

from __future__ import annotations

import hashlib
import re
import secrets

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
USER_ID = re.compile(r"U[0-9a-f]{32}\Z")
UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\Z")
FIRST_MESSAGE_ID = 508_000_000_000_000_000


def ulid(milliseconds: int) -> str:
    """A ULID for this moment (Unix milliseconds); 80 of its 128 bits are random."""
    number = (milliseconds << 80) | secrets.randbits(80)
    return "".join(CROCKFORD[(number >> shift) & 31] for shift in range(125, -1, -5))


def user_id(*parts: object) -> str:
    """The same user ID for the same parts, so that a seeded world names its people alike each time."""
    text = "/".join(str(part) for part in parts)
    return "U" + hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def is_user_id(text: object) -> bool:
    """Whether this has the form of a user ID."""
    return isinstance(text, str) and USER_ID.match(text) is not None


def is_uuid(text: str) -> bool:
    """Whether this is a UUID in its hexadecimal notation with hyphens."""
    return UUID.match(text) is not None


def message_id(sequence: int) -> str:
    """The ID of a message: a long number kept as text, as LINE does."""
    return str(FIRST_MESSAGE_ID + sequence)


def token(length: int = 16) -> str:
    """An unguessable token of this many bytes, in hexadecimal."""
    return secrets.token_hex(length)

"""JSON to and from bytes: the door to orjson. A turn writes and reads four JSON values; the standard library took a fifth of it.

What orjson will not take (half an emoji, a number of thousands of digits, a thing nested too deep) goes the slow way,
which says what it thinks of it.
"""

import json
from typing import Any

import orjson

# Our own types are turned into JSON by whoever stores them, never by accident.
PASS = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME
_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def dumps(value: Any) -> bytes:
    """JSON as compact bytes. Raises TypeError for what JSON does not know."""
    try:
        return orjson.dumps(value, option=PASS)
    except TypeError:
        return canonical(value)


def canonical(value: Any) -> bytes:
    """JSON as compact bytes that no version of a library may change: a hash is made of them."""
    return utf8(_compact(value))


def loads(text: bytes) -> Any:
    """What stands in some JSON. Raises ValueError, or RecursionError where it is nested too deep."""
    try:
        return orjson.loads(text)
    except ValueError:
        return json.loads(text.decode("utf-8", "surrogatepass"), parse_int=_whole)


def utf8(text: str) -> bytes:
    """UTF-8 bytes; a lone surrogate (half an emoji) becomes U+FFFD instead of an error."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode()


def _whole(digits: str) -> int | str:
    """A number no clock and no length needs stays text: Python refuses to read thousands of digits."""
    return int(digits) if len(digits) < 20 else digits

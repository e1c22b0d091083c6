"""Numbers that must not leave the house in staff's free words: accounts (7 digits) and mobile telephones (3.5)."""

import re
import unicodedata

# A mobile number, however it is written; then seven digits that are not part of a longer number.
_MOBILE = re.compile(r"(?<!\d)0[5789]0[-\s()]*\d{4}[-\s()]*\d{4}(?!\d)")
_ACCOUNT = re.compile(r"(?<![\d-])\d{7}(?![\d-])|(?<!\d)\d{3}[\s]\d{4}(?!\d)")


def masked(text: str) -> str:
    """The text with such numbers hidden but for their last three digits; unchanged when there is none."""
    plain = _folded(text)
    spans = sorted(m.span() for pattern in (_MOBILE, _ACCOUNT) for m in pattern.finditer(plain))
    if not spans:
        return text
    return _ACCOUNT.sub(_hide, _MOBILE.sub(_hide, plain))


def holds_private_number(text: str) -> bool:
    """Whether the text names an account or a mobile telephone."""
    return masked(text) != text


def last_digits(number: str, shown: int = 3) -> str:
    """An account number as it is shown to the staff: all but the last digits hidden."""
    return "*" * max(0, len(number) - shown) + number[-shown:]


def _hide(match: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", match.group())
    return "*" * (len(digits) - 3) + digits[-3:]


def _folded(text: str) -> str:
    # ー between digits is a hyphen; elsewhere it is a long vowel and stays.
    folded = unicodedata.normalize("NFKC", text)
    return re.sub(r"(?<=\d)[‐‑‒–—―−ー](?=\d)", "-", folded)

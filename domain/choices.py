"""Answers out of a short list, as canonical values: what a page posts and a tapped button carries."""

from collections.abc import Sequence

from domain.errors import NotOneOfThese


def parse_choice(text: str, field: str, values: Sequence[str]) -> str:
    """One of the canonical values. Raises NotOneOfThese."""
    value = str(text).strip()
    if value not in values:
        raise NotOneOfThese(field=field)
    return value


def parse_yes_no(text: str) -> bool:
    """``true`` or ``false`` (also yes, no, on). Raises NotOneOfThese."""
    value = str(text).strip().lower()
    if value in {"true", "yes", "on"}:
        return True
    if value in {"false", "no", "off"}:
        return False
    raise NotOneOfThese(field="yes_no")

"""Understanding what was said: choices by tap, number or label; yes and no; numbers; the words that always work."""

import functools
from collections.abc import Sequence
from typing import Any

from bot.locale import words
from bot.talk import Misheard, Said, Talk, WordMeant
from domain.characters import clean

GLOBAL = ("menu", "back", "quit", "restart", "help", "staff", "registration", "signing_in", "about", "passbooks", "application", "early_redemption", "filings")


def normal(text: str) -> str:
    """Text for comparing: cleaned, without spaces, full stops and brackets that people copy along."""
    return clean(text).lower().replace(" ", "").strip("。.、「」『』!?")


def global_word(said: Said) -> str | None:
    """The global word that was typed or tapped, or None."""
    if said.kind == "choice" and _is_word(said.value):
        return str(said.value["word"])
    if said.kind != "text" or len(said.text) > 24:
        return None
    return _global_words().get(normal(said.text))


def word_on_screen(talk: Talk, said: Said) -> str | None:
    """The word behind a button that was typed by its label, or by its number where every button on the screen is a word (a menu)."""
    options = talk.screen.get("choices", [])
    if said.kind != "text" or not any(_is_word(value) for _, value in options):
        return None
    wanted = normal(said.text)
    if not all(_is_word(value) for _, value in options):
        return next((str(value["word"]) for label, value in options if _is_word(value) and normal(label) == wanted), None)
    try:
        chosen(talk, said)
    except WordMeant as meant:
        return meant.word
    except Misheard:
        pass
    return None


def chosen(talk: Talk, said: Said) -> Any:
    """The value of the choice on the screen that was tapped, or whose label or number was typed. Raises Misheard, WordMeant."""
    if said.kind == "choice":
        return said.value
    value = _meant(normal(typed_text(said)), talk.screen.get("choices", []))
    if _is_word(value):
        raise WordMeant(value["word"])
    return value


def _is_word(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {"word"}


def _meant(wanted: str, options: Sequence[Any]) -> Any:
    for label, value in options:
        if normal(label) == wanted:
            return value
    if wanted.isdecimal() and wanted.isascii() and 1 <= int(wanted) <= len(options):
        return options[int(wanted) - 1][1]
    for meaning in (True, False):
        if wanted in _meant_by(meaning) and any(value is meaning for _, value in options):
            return meaning
        if wanted in _meant_by(meaning) and len(meant := [value for label, value in options if _says(label, meaning)]) == 1:
            return meant[0]
    raise Misheard("prompts.choose_one") if options else Misheard()


def is_one_of(text: str, key: str) -> bool:
    """Whether a text is one of the understood words of a key."""
    return normal(text) in _normal_words(key)


def typed_text(said: Said) -> str:
    """What was typed. Raises Misheard with the right hint for stickers, pictures, files and voices."""
    if said.kind == "text":
        if not clean(said.text):
            raise Misheard("prompts.nothing_readable")
        return said.text
    if said.kind == "date":
        return str(said.value)
    raise Misheard(f"prompts.not_words.{said.kind if said.kind in ('sticker', 'file') else 'other'}")


@functools.cache
def _normal_words(key: str) -> frozenset[str]:
    return frozenset(normal(word) for word in words(key))


@functools.cache
def _global_words() -> dict[str, str]:
    return {normal(word): name for name in GLOBAL for word in words(f"words.{name}")}


def _says(label: str, meaning: bool) -> bool:
    """Whether a button says yes (or no): it is such a word, or begins with one and a comma."""
    return normal(label.partition(words("words.comma")[0])[0]) in _meant_by(meaning)


def _meant_by(meaning: bool) -> frozenset[str]:
    return _normal_words("words.yes" if meaning else "words.no")

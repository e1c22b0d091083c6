"""One input of a page as the templates draw it, whatever it asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import Response

from bot.locale import has, t
from bot.web import page


@dataclass(slots=True)
class Input:
    """A label, a hint, what is typed so far and what is wrong with it.

    kind: text | password | area | radio | select | tick | file | parts | code. `parts` are the boxes of a date.
    `button` is the (value, label) of a search beside the box, `offers` what the search found.
    """

    name: str
    label: str
    kind: str = "text"
    value: str = ""
    hint: str = ""
    error: str = ""
    placeholder: str = ""
    optional: bool = False
    choices: Sequence[tuple[str, str]] = ()
    autocomplete: str = "off"
    inputmode: str = ""
    parts: Sequence["Input"] = ()
    button: tuple[str, str] | None = None
    offers: Sequence[tuple[str, str]] = ()
    offers_name: str = ""
    files: Sequence[Mapping[str, Any]] = ()
    lead: str = ""
    group: str = ""
    remark: Sequence[str] = ()  # what staff said when they returned the filing: the reason, and their own words
    focus: bool = field(default=False)

    @property
    def box(self) -> str:
        """The id of the element that takes the focus."""
        return f"f-{(self.parts[0] if self.parts else self).name}"

    @property
    def described(self) -> str:
        """What a screen reader reads out with it."""
        names = [f"{self.name}-{what}" for what in ("error", "remark", "hint") if getattr(self, what)]
        return " ".join(names)


def own(name: str, kind: str = "text", **more: Any) -> Input:
    """An input of our own pages (password, code …): label and hint stand in pages.ftl under `input_<name>`."""
    key = f"pages.input_{name}"
    return Input(name, t(f"{key}.label"), kind, hint=optional_text(f"{key}.hint"), **more)


def optional_text(key: str) -> str:
    """A sentence that need not exist."""
    return t(key) if has(key) else ""


def focus_first(inputs: Sequence[Input]) -> list[Input]:
    """The inputs with an error, the first of them taking the focus."""
    wrong = [one for one in inputs if one.error]
    if wrong:
        wrong[0].focus = True
    return wrong


def plain(inputs: Sequence[Input], status: int = 200, *, title: str, lead: str, button: str, **more: Any) -> Response:
    """A page that is nothing but a few inputs and a button; the first that is wrong takes the focus."""
    return page("pages/plain.html", status, title=title, lead=lead, inputs=inputs, wrong=focus_first(inputs), button=button, **more)

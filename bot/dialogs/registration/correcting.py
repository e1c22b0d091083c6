"""The summary with 「直す」 beside each part, and asking again only what is to be mended (S0 手順21-22)."""

from bot import listen, summary
from bot.dialogs import prompts
from bot.dialogs.registration.identity import IDENTITY_FIELDS
from bot.locale import t
from bot.messages import Card, Choice, Row
from bot.talk import Said, Talk
from domain.form import Field, Section
from domain.registration_form import REGISTRATION


def ask_summary(talk: Talk) -> Card:
    """All parts with 「直す」 beside each, private answers masked."""
    rows = [_part(talk, section) for section in REGISTRATION.sections]
    name = "registration.checking_summary"
    key = "ask_again" if talk.told.get("_returned") else "ask"
    return Card(t(f"{name}.{key}"), prompts.title(name), rows=tuple(rows), choices=(Choice(t(f"{name}.summary_accepted"), "summary_accepted"),))


def _part(talk: Talk, section: Section) -> Row:
    """A part with its answers; where nothing was asked there is nothing to mend."""
    title, pairs = t(f"registration.part_{section.name}"), summary.pairs(talk.tx, section, talk.told)
    if not pairs:
        return Row(title, pairs=(("", t("prompts.nothing_needed")),))
    return Row(title, choice=Choice(t("prompts.correct"), f"part:{section.name}"), pairs=pairs)


def hear_summary(talk: Talk, said: Said) -> str:
    """File it, or mend a part."""
    value = str(listen.chosen(talk, said))
    if value.startswith("part:"):
        talk.told["_part"] = value.removeprefix("part:")
        return "part_chosen"
    if still_open(talk):
        return "answer_missing"
    return "summary_accepted"


def ask_correction(talk: Talk) -> Card:
    """Which answer of the part."""
    section = REGISTRATION.section(talk.told["_part"])
    fields = [field for field in section.fields if field.needed(talk.told) and field.kind != "step" and not prompts.on_page(talk, field)]
    rows = [Row(t(f"fields.{f.name}.label"), summary.shown(talk.tx, f, talk.told), Choice(t("prompts.correct"), f"field:{f.name}")) for f in fields]
    name = "registration.choosing_correction"
    private = [f for f in section.fields if f.needed(talk.told) and prompts.on_page(talk, f)]
    choices = [Choice(t(f"{name}.page"), "page")] if private else []
    if private:
        rows.append(Row(t(f"{name}.on_page"), prompts.listed([f.name for f in private])))
    choices.append(Choice(t(f"{name}.left_as_it_is"), "left_as_it_is", quiet=True))
    return Card(t(f"{name}.ask"), t(f"registration.part_{section.name}"), rows=tuple(rows), choices=tuple(choices))


def hear_correction(talk: Talk, said: Said) -> str:
    """One answer here, the private ones of the part on our page."""
    value = str(listen.chosen(talk, said))
    if value == "left_as_it_is":
        return value
    section = REGISTRATION.section(talk.told["_part"])
    if value == "page":
        names = [f.name for f in section.fields if f.needed(talk.told) and prompts.on_page(talk, f)]
    else:
        names = [value.removeprefix("field:")]
    if IDENTITY_FIELDS & set(names):
        return "identity_chosen"
    talk.told["_marked"] = names
    return "correction_chosen"


def still_open(talk: Talk) -> list[Field]:
    """Marked fields not answered again, and whatever became necessary through a correction."""
    marked = set(talk.told.get("_marked", []))
    needed = REGISTRATION.needed(talk.told)
    return [field for field in needed if field.name in marked or (not field.optional and field.name not in talk.told)]


def open_to_correct(talk: Talk) -> list[Field]:
    """What CORRECTING asks: everything open but the identity check, which has its own steps."""
    return [field for field in still_open(talk) if field.name not in IDENTITY_FIELDS]


def after_correcting(talk: Talk) -> str:
    """Back to the summary, by way of the identity check where that is open."""
    return "identity_open" if still_open(talk) else "corrected"


def ask_corrected(talk: Talk) -> Card:
    """The next marked field, or the page for the private ones, with the reason staff gave."""
    question = step.ask(talk)
    asked = talk.told.get("_asked")
    for field in open_to_correct(talk):
        reason = talk.told.get("_reasons", {}).get(field.name)
        if reason and (field.name == asked or not asked):
            talk.says("registration.correcting.because", field=t(f"fields.{field.name}.label"), reason=t(f"reasons.{reason}"))
    return question  # type: ignore[return-value]


step = prompts.form("registration.correcting", open_to_correct, after_correcting)

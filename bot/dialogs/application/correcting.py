"""The summary with 「直す」 beside each part, and asking again only what is to be mended."""

from bot import listen, summary
from bot.dialogs import prompts
from bot.dialogs.application import beginning
from bot.dialogs.application.answering import open_to_correct, warn_of_quota
from bot.locale import t
from bot.messages import Card, Choice, Row
from bot.talk import Said, Talk
from domain.application_form import APPLICATION
from domain.desk import applications as desk
from domain.form import Section


def ask_summary(talk: Talk) -> Card:
    """All parts with 「直す」 beside each."""
    name, part = "application.checking_summary", [_part(talk, section) for section in APPLICATION.sections]
    if "units" in talk.told:
        warn_of_quota(talk, int(talk.told["units"]))
    key = "ask_again" if talk.told.get("_returned") else "ask"
    rows = tuple(row for row in part if row.pairs)
    return Card(t(f"{name}.{key}"), prompts.title(name), rows=rows, choices=(Choice(t(f"{name}.summary_accepted"), "summary_accepted"),))


def _part(talk: Talk, section: Section) -> Row:
    pairs = summary.pairs(talk.tx, section, talk.told)
    return Row(t(f"application.part_{section.name}"), choice=Choice(t("prompts.correct"), f"part:{section.name}") if pairs else None, pairs=pairs)


def hear_summary(talk: Talk, said: Said) -> str:
    """Hold everything against the rules of today, then the code; or mend a part."""
    value = str(listen.chosen(talk, said))
    if value.startswith("part:"):
        talk.told["_part"] = value.removeprefix("part:")
        return "part_chosen"
    if open_to_correct(talk):
        return "answer_missing"
    desk.check(talk.tx, talk.told, beginning.standing(talk), talk.now)
    return "summary_accepted"


def ask_correction(talk: Talk) -> Card:
    """Which answer of the part."""
    name, section = "application.choosing_correction", APPLICATION.section(talk.told["_part"])
    fields = [field for field in section.fields if field.needed(talk.told)]
    rows = [Row(t(f"fields.{f.name}.label"), summary.shown(talk.tx, f, talk.told), Choice(t("prompts.correct"), f"field:{f.name}")) for f in fields]
    leave = Choice(t(f"{name}.left_as_it_is"), "left_as_it_is", quiet=True)
    return Card(t(f"{name}.ask"), t(f"application.part_{section.name}"), rows=tuple(rows), choices=(leave,))


def hear_correction(talk: Talk, said: Said) -> str:
    """One answer again, and what depends on it."""
    value = str(listen.chosen(talk, said))
    if value == "left_as_it_is":
        return value
    talk.told["_marked"] = [value.removeprefix("field:")]
    return "correction_chosen"

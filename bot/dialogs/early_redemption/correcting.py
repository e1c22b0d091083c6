"""The summary with 「直す」 beside each part, and asking again only what is to be mended."""

from bot import listen, summary
from bot.dialogs import prompts
from bot.dialogs.early_redemption import asking
from bot.locale import t
from bot.messages import Card, Choice, Row
from bot.talk import Said, Talk
from domain.errors import RuleBroken
from domain.redemption_form import AFTER, PROOF, REASON, REDEMPTION


def ask_summary(talk: Talk) -> Card:
    """All parts, private answers masked; the request first, with its net sum."""
    name = "early_redemption.checking_summary"
    told = talk.told
    try:
        offered = asking.quoted(talk)
    except RuleBroken as refusal:  # Midnight or another act has made the request impossible.
        change = Choice(t("prompts.correct"), "request")
        return Card(t(f"errors.{refusal.key()}", **refusal.facts), prompts.title(name), choices=(change,))
    net = offered.record["principal"] if offered.record["unknown"] else offered.record["net"]
    pairs = (
        (t("fields.redemption_passbook.label"), str(told["redemption_passbook"])),
        (t("fields.redemption_month.label"), t(f"{name}.month", year=offered.quote.month.year, month=offered.quote.month.month)),
        (t("fields.redemption_units.label"), t(f"{name}.units", units=offered.quote.units, net=net)),
    )
    request = Row(t("early_redemption.part_request"), choice=Choice(t("prompts.correct"), "request"), pairs=pairs)
    parts = [(section, summary.pairs(talk.tx, section, told)) for section in (REASON, PROOF, AFTER)]
    rows = [
        Row(t(f"early_redemption.part_{section.name}"), choice=Choice(t("prompts.correct"), section.name), pairs=found)
        for section, found in parts
        if found
    ]
    key = "ask_again" if asking.mine(talk) else "ask"
    accepted = Choice(t(f"{name}.summary_accepted"), "summary_accepted")
    return Card(t(f"{name}.{key}"), prompts.title(name), rows=(request, *rows), choices=(accepted,))


def hear_summary(talk: Talk, said: Said) -> str:
    """File it, or mend a part."""
    value = str(listen.chosen(talk, said))
    if value == "request" or asking.request_open(talk):
        return "request_chosen"
    if value != "summary_accepted":
        section = REDEMPTION.section(value)
        talk.told["_marked"] = [field.name for field in section.fields if field.needed(talk.told)]
        return "part_chosen"
    return "summary_accepted" if asking.complete(talk) else "answer_missing"


def ask_corrected(talk: Talk) -> Card:
    """The next marked field, with the reason staff gave it."""
    for field in asking.open_fields(talk):
        if reason := talk.told.get("_reasons", {}).get(field.name):
            talk.says("early_redemption.correcting.because", field=t(f"fields.{field.name}.label"), reason=t(f"reasons.{reason}"))
    return step.ask(talk)  # type: ignore[return-value]


def after_correcting(talk: Talk) -> str:
    """Back to the summary, by way of the request where that is open."""
    return "request_open" if asking.request_open(talk) else "corrected"


step = prompts.form("early_redemption.correcting", asking.open_fields, after_correcting)

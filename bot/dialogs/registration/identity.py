"""The identity check: the vendor's two ways, the postal one, and what each status allows (W-11 to W-13)."""

from bot.dialogs import prompts
from bot.locale import t
from bot.messages import Card, Choice, Link
from bot.talk import Said, Talk
from domain import ekyc
from domain.desk import registration as desk
from domain.links import Purpose
from domain.registration_form import IDENTITY, REGISTRATION

WHO = {
    "resident": ekyc.Who.PERSON,
    "company": ekyc.Who.COMPANY_MANAGER,
    "corporate": ekyc.Who.CORPORATE_REPRESENTATIVE,
    "professional": ekyc.Who.INDIVIDUAL_MANAGER,
}
IDENTITY_FIELDS = {field.name for field in IDENTITY.fields}


def ask_identity(talk: Talk) -> Card:
    """Which way: photo and face, the card's chip, or by post (W-12, W-13)."""
    return prompts.question(talk, REGISTRATION.field("identity_method"), prompts.title("registration.choosing_identity"))


def hear_identity(talk: Talk, said: Said) -> str:
    """By post is done by saying so; the vendor's ways go on with the vendor."""
    prompts.answer(talk, said, REGISTRATION.field("identity_method"))
    talk.told.pop("identity_done", None)
    if talk.told["identity_method"] != "post":
        say_papers(talk, by_post=False)
        return "vendor_chosen"
    say_papers(talk, by_post=True)
    return "post_chosen_again" if nearly_done(talk) else "post_chosen"


def say_papers(talk: Talk, *, by_post: bool) -> None:
    """What goes by post (W-13, W-14): a qualification besides the vendor's check, other papers for companies."""
    who = WHO[talk.told.get("management_style", "resident")]
    papers = list(ekyc.postal_papers(who, in_register=False)) if by_post or who is not ekyc.Who.PERSON else []
    if by_post and ekyc.Paper.QUALIFICATION in papers:  # Without the vendor's check the ID goes by post as well.
        papers.insert(0, ekyc.Paper.ONE_IDENTITY_DOCUMENT)
    for paper in papers:
        talk.says(f"registration.papers.{paper}")
    if papers:
        talk.says("registration.papers.address")


def ask_verification(talk: Talk) -> Card:
    """The vendor's page, and how far the check has come."""
    name = "registration.verifying_identity"
    status = desk.identity_status(talk.tx, talk.line_user)
    told = t(f"{name}.status_{status.value if status else 'none'}")
    url = talk.link(Purpose.EKYC, method=talk.told.get("identity_method", "photo"))
    choices = (Choice(t(f"{name}.status_wanted"), "status_wanted"), Choice(t(f"{name}.other_way_wanted"), "other_way_wanted", quiet=True))
    return Card(t(f"{name}.ask", status=told), prompts.title(name), links=(Link(t(f"{name}.open"), url),), choices=choices)


def hear_verification(talk: Talk, said: Said) -> str:
    """Look again, or choose another way."""
    trigger = prompts.chosen_trigger(talk, said, ("status_wanted", "other_way_wanted"))
    return verified(talk) or trigger if trigger == "status_wanted" else trigger


def verified(talk: Talk) -> str:
    """The trigger when the check has come far enough to file (W-11), else ''."""
    status = desk.identity_status(talk.tx, talk.line_user)
    if status is None or not ekyc.may_submit(status):
        return ""
    talk.told["identity_done"] = True
    talk.told["_marked"] = [name for name in talk.told.get("_marked", []) if name not in IDENTITY_FIELDS]
    return "identity_verified_again" if nearly_done(talk) else "identity_verified"


def nearly_done(talk: Talk) -> bool:
    """Whether only the identity was open."""
    return all(field.name in IDENTITY_FIELDS for field in REGISTRATION.missing(talk.told))

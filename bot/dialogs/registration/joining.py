"""Who applies, the mail, the authenticator (S0 手順3-19)."""

from bot import listen, mails
from bot.dialogs import prompts
from bot.locale import t
from bot.messages import Card, Choice, Link
from bot.talk import Misheard, Said, Talk
from domain.links import Purpose
from domain.registration_form import APPLICANT


def ask_applicant(talk: Talk) -> Card:
    """The names and the mail address go onto our page."""
    names = [field.name for field in APPLICANT.fields]
    url = talk.link(Purpose.PAGE_PRIVATE, dialog="registration", fields=names, applicant=True, title="registration.entering_applicant.title")
    return Card(
        t("prompts.page.ask", what=prompts.listed(names)), t("registration.entering_applicant.title"),
        links=(Link(t("prompts.page.open"), url),), choices=(Choice(t("prompts.new_link"), "link_wanted", quiet=True),),
    )


def hear_beside_link(talk: Talk, said: Said) -> str:
    """Only a new link can be had here; names belong on the page."""
    if said.kind == "text" and listen.normal(said.text) != listen.normal(t("prompts.new_link")):
        raise Misheard("prompts.use_the_page")
    return prompts.chosen_trigger(talk, said, ("link_wanted",))


def ask_for_mail(talk: Talk) -> Card:
    """A mail is on its way; what to do when it does not come."""
    name = "registration.awaiting_mail"
    choices = (Choice(t(f"{name}.mail_wanted"), "mail_wanted", quiet=True), Choice(t(f"{name}.address_wrong"), "address_wrong", quiet=True))
    return Card(t(f"{name}.ask"), prompts.title(name), choices=choices)


def hear_about_mail(talk: Talk, said: Said) -> str:
    """Send it again, or mend the address."""
    trigger = prompts.chosen_trigger(talk, said, ("mail_wanted", "address_wrong"))
    mail = mails.account(talk.tx, talk.house, talk.line_user, talk.at) if trigger == "mail_wanted" else None
    if mail is not None:
        talk.mails.append(mail)
    return trigger


def ask_for_authenticator(talk: Talk) -> Card:
    """The page with the QR code, for whoever did not go on from the account page."""
    name = "registration.setting_up_authenticator"
    url = talk.link(Purpose.AUTHENTICATOR)
    return Card(t(f"{name}.ask"), prompts.title(name), links=(Link(t(f"{name}.open"), url),), choices=(Choice(t("prompts.new_link"), "link_wanted", quiet=True),))

"""利用登録: from the first question to the receipt number, and again after 不備 (S0, 24 steps).

    利用登録
    → (お立場の確認) 理事長など、管理組合の代表者ご本人ですか。…
    はい、代表者本人です
    → (利用規約) …ご同意いただけますか。
    同意する
    → (お申込みの方) 次の内容は、LINEではなく専用ページで…
"""

from typing import Any

from bot import listen, mails, summary
from bot.dialogs import prompts
from bot.locale import t
from bot.messages import Card, Choice, Link, Row
from bot.state_machines.registration import State, machine
from bot.talk import Dialog, Misheard, Said, Step, Talk
from domain import ekyc
from domain.desk import registration as desk
from domain.errors import EkycNotReady, FilingIncomplete
from domain.form import Field, missing
from domain.links import Purpose
from domain.registration_form import APPLICANT, ASSOCIATION, COMPANY, DELIVERY, DOCUMENTS, IDENTITY, REGISTRATION, REPRESENTATIVE

OFFICE_PHONE = "tel:03-5800-9479"  # 住宅債券事務センター
IDENTITY_FIELDS = {field.name for field in IDENTITY.fields}


# ---- Who applies (手順3-4) ---------------------------------------------------------------------------------


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


# ---- The mail and the authenticator (手順5-19) ----------------------------------------------------------------


def ask_for_mail(talk: Talk) -> Card:
    """A mail is on its way; what to do when it does not come."""
    name = "registration.awaiting_mail"
    choices = (Choice(t(f"{name}.mail_wanted"), "mail_wanted", quiet=True), Choice(t(f"{name}.address_wrong"), "address_wrong", quiet=True))
    return Card(t(f"{name}.ask"), prompts.title(name), choices=choices)


def hear_about_mail(talk: Talk, said: Said) -> str:
    """Send it again, or mend the address."""
    trigger = prompts.chosen_trigger(talk, said, ("mail_wanted", "address_wrong"))
    if trigger == "mail_wanted":
        if (mail := mails.account(talk.tx, talk.house, talk.line_user, talk.at)) is not None:
            talk.mails.append(mail)
    return trigger


def ask_for_authenticator(talk: Talk) -> Card:
    """The page with the QR code, for whoever did not go on from the account page."""
    name = "registration.setting_up_authenticator"
    url = talk.link(Purpose.AUTHENTICATOR)
    return Card(t(f"{name}.ask"), prompts.title(name), links=(Link(t(f"{name}.open"), url),), choices=(Choice(t("prompts.new_link"), "link_wanted", quiet=True),))


# ---- The six parts (手順20) ----------------------------------------------------------------------------------


def after_company(talk: Talk) -> str:
    """Without a management company everything is sent to the representative (G-02)."""
    return "company_entered" if missing(DELIVERY.fields, talk.told) or talk.told.get("redirect") else "delivery_not_needed"


def ask_identity(talk: Talk) -> Card:
    """Which way: photo and face, the card's chip, or by post (W-12, W-13)."""
    return prompts.question(talk, REGISTRATION.field("identity_method"), prompts.title("registration.choosing_identity"))


def hear_identity(talk: Talk, said: Said) -> str:
    """By post is done by saying so; the vendor's ways go on with the vendor."""
    prompts.answer(talk, said, REGISTRATION.field("identity_method"))
    talk.told.pop("identity_done", None)
    if talk.told["identity_method"] != "post":
        url = talk.link(Purpose.EKYC, method=talk.told["identity_method"])
        person = desk.standing(talk.tx, talk.line_user).person_id
        if person is not None:
            talk.mails.append(mails.ekyc(talk.tx, person, url))
        return "vendor_chosen"
    talk.says("registration.choosing_identity.by_post")
    return "post_chosen_again" if nearly_done(talk) else "post_chosen"


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


# ---- Summary and correction (手順21-22) -----------------------------------------------------------------------


def ask_summary(talk: Talk) -> Card:
    """All parts with 「直す」 beside each, private answers masked."""
    rows = [
        Row(t(f"registration.part_{section.name}"), summary.lines(talk.tx, section, talk.told), Choice(t("prompts.correct"), f"part:{section.name}"))
        for section in REGISTRATION.sections
    ]
    name = "registration.checking_summary"
    key = "ask_again" if talk.told.get("_returned") else "ask"
    return Card(t(f"{name}.{key}"), prompts.title(name), rows=tuple(rows), choices=(Choice(t(f"{name}.summary_accepted"), "summary_accepted"),))


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
    rows = [Row(t(f"fields.{f.name}.label"), summary.shown(talk.tx, f, talk.told.get(f.name)), Choice(t("prompts.correct"), f"field:{f.name}")) for f in fields]
    name = "registration.choosing_correction"
    private = [f for f in section.fields if f.needed(talk.told) and prompts.on_page(talk, f)]
    choices = [Choice(t(f"{name}.page"), "page")] if private else []
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
    """The next marked field, with the reason staff gave it."""
    for field in open_to_correct(talk):
        if reason := talk.told.get("_reasons", {}).get(field.name):
            talk.says("registration.correcting.because", field=t(f"fields.{field.name}.label"), reason=t(f"reasons.{reason}"))
    return correcting.ask(talk)  # type: ignore[return-value]


correcting = prompts.form("registration.correcting", open_to_correct, after_correcting)


# ---- The code and after (手順23-24) ---------------------------------------------------------------------------


def file_registration(talk: Talk, code: str) -> str:
    """File it once, in the commit that uses the code up."""
    try:
        receipt, new = desk.file(talk.tx, talk.line_user, talk.told, code, talk.now)
    except EkycNotReady:
        talk.told.pop("identity_done", None)
        return "identity_not_ready"
    except FilingIncomplete:
        return "changes_wanted"
    if new:
        talk.pushes(Card(t("registration.filed.receipt", receipt=receipt), t("registration.filed.receipt_title")), f"receipt:{receipt}:{talk.at}")
    return "code_accepted"


def review_facts(talk: Talk) -> dict[str, Any]:
    """What the status card says."""
    return {"receipt": desk.standing(talk.tx, talk.line_user).receipt}


# ---- Coming in --------------------------------------------------------------------------------------------


def enter(talk: Talk) -> str:
    """The nearest open question for whoever comes (back)."""
    where = desk.standing(talk.tx, talk.line_user)
    if where.member:
        return State.REGISTERED
    if where.under_review:
        return State.UNDER_REVIEW
    if where.returned:
        return take_up_returned(talk, where)
    if where.has_authenticator:
        return first_open_part(talk)
    if where.has_credential or talk.told.get("_account"):
        return State.SETTING_UP_AUTHENTICATOR
    return State.AWAITING_MAIL if "applicant_mail" in talk.told else State.CHECKING_MANAGER


def take_up_returned(talk: Talk, where: desk.Standing) -> str:
    """Go on from what was filed, with the marked fields open again."""
    filed = desk.returned_answers(talk.tx, where)
    talk.told = filed | talk.told
    if talk.told.get("_returned") != where.revision:
        marked = [remark.field for remark in where.remarks]
        talk.told |= {"_returned": where.revision, "_marked": marked, "_reasons": {r.field: r.reason for r in where.remarks}}
        if IDENTITY_FIELDS & set(marked):
            talk.told.pop("identity_done", None)
            talk.told.pop("identity_method", None)
    if open_to_correct(talk):
        return State.CORRECTING
    return State.CHOOSING_IDENTITY if still_open(talk) else State.CHECKING_SUMMARY


def first_open_part(talk: Talk) -> str:
    """The first of the six parts that lacks an answer."""
    for section, state in PARTS:
        if missing(section.fields, talk.told):
            return state
    return State.CHECKING_SUMMARY


def hear_news(talk: Talk, said: Said) -> str:
    """A page was finished, or the vendor called back: go on by itself where the talk waited for it."""
    if said.kind == "ekyc" and talk.state == State.VERIFYING_IDENTITY:
        return verified(talk) or "status_wanted"
    if said.kind != "page":
        return ""
    purpose = said.facts.get("purpose")
    if purpose == "account" and talk.state in (State.ENTERING_APPLICANT, State.AWAITING_MAIL):
        talk.told["_account"] = True
        return "account_made"
    if purpose == "authenticator" and talk.state in (State.ENTERING_APPLICANT, State.AWAITING_MAIL, State.SETTING_UP_AUTHENTICATOR):
        return "authenticator_set"
    if purpose == "form":
        return after_form_page(talk, said)
    return ""


def after_form_page(talk: Talk, said: Said) -> str:
    """Our page has put its answers into `told` already; this only moves the talk."""
    if talk.state == State.ENTERING_APPLICANT and "applicant_mail" in talk.told:
        return "applicant_entered"
    answered = set(said.facts.get("fields", ()))
    talk.told["_marked"] = [name for name in talk.told.get("_marked", []) if name not in answered]
    form = FORMS.get(State(talk.state))
    return prompts.progress(talk, *form) if form else ""


FORMS: dict[State, tuple[Any, Any]] = {
    State.ENTERING_ASSOCIATION: (lambda talk: missing(ASSOCIATION.fields, talk.told), "association_entered"),
    State.ENTERING_REPRESENTATIVE: (lambda talk: missing(REPRESENTATIVE.fields, talk.told), "representative_entered"),
    State.ENTERING_DOCUMENTS: (lambda talk: missing(DOCUMENTS.fields, talk.told), "documents_entered"),
    State.ENTERING_COMPANY: (lambda talk: missing(COMPANY.fields, talk.told), after_company),
    State.ENTERING_DELIVERY: (lambda talk: missing(DELIVERY.fields, talk.told), "delivery_entered"),
    State.CORRECTING: (open_to_correct, after_correcting),
}

PARTS = (
    (ASSOCIATION, State.ENTERING_ASSOCIATION),
    (REPRESENTATIVE, State.ENTERING_REPRESENTATIVE),
    (IDENTITY, State.CHOOSING_IDENTITY),
    (DOCUMENTS, State.ENTERING_DOCUMENTS),
    (COMPANY, State.ENTERING_COMPANY),
    (DELIVERY, State.ENTERING_DELIVERY),
)

steps = {
    State.CHECKING_MANAGER: prompts.choose("registration.checking_manager", "manages_oneself", "company_manages"),
    State.CALLING_OFFICE: prompts.choose("registration.calling_office", "guided_by_office", "calls_first", links=(("call", OFFICE_PHONE),)),
    State.READING_TERMS: prompts.choose("registration.reading_terms", "terms_accepted", "terms_declined"),
    State.ENTERING_APPLICANT: Step(ask_applicant, hear_beside_link),
    State.AWAITING_MAIL: Step(ask_for_mail, hear_about_mail),
    State.SETTING_UP_AUTHENTICATOR: Step(ask_for_authenticator, hear_beside_link),
    State.ENTERING_ASSOCIATION: prompts.form("registration.entering_association", *FORMS[State.ENTERING_ASSOCIATION]),
    State.ENTERING_REPRESENTATIVE: prompts.form("registration.entering_representative", *FORMS[State.ENTERING_REPRESENTATIVE]),
    State.CHOOSING_IDENTITY: Step(ask_identity, hear_identity),
    State.VERIFYING_IDENTITY: Step(ask_verification, hear_verification),
    State.ENTERING_DOCUMENTS: prompts.form("registration.entering_documents", *FORMS[State.ENTERING_DOCUMENTS]),
    State.ENTERING_COMPANY: prompts.form("registration.entering_company", *FORMS[State.ENTERING_COMPANY]),
    State.ENTERING_DELIVERY: prompts.form("registration.entering_delivery", *FORMS[State.ENTERING_DELIVERY]),
    State.CHECKING_SUMMARY: Step(ask_summary, hear_summary),
    State.CHOOSING_CORRECTION: Step(ask_correction, hear_correction),
    State.CORRECTING: Step(ask_corrected, correcting.hear, correcting.back),
    State.ENTERING_CODE: prompts.one_time_code("registration.entering_code", then=file_registration, otherwise="changes_wanted"),
    State.FILED: prompts.ending("registration.filed", review_facts),
    State.UNDER_REVIEW: prompts.ending("registration.under_review", review_facts),
    State.REGISTERED: prompts.ending("registration.registered"),
    State.DECLINED: prompts.ending("registration.declined"),
}

dialog = Dialog(
    "registration", machine, steps, enter=enter, news=hear_news, keeps_draft=True,
    barriers=frozenset({State.AWAITING_MAIL, State.SETTING_UP_AUTHENTICATOR, State.ENTERING_ASSOCIATION, State.FILED}),
)

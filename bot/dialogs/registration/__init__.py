"""利用登録: from the first question to the receipt number, and again after 不備 (S0, 24 steps).

    利用登録
    → 利用登録
      はじめに、あなたのお立場をお聞かせください。理事長など、管理組合の代表者ご本人ですか。
    どうすればいいの?
    → ボタンの中からお選びください。ボタンの文字か、上から数えた番号(1、2、3…)を入力していただいても結構です。
      利用登録
      はじめに、あなたのお立場をお聞かせください。理事長など、管理組合の代表者ご本人ですか。
    2
    → お電話でのご案内
      管理会社による外部管理者方式の場合は、登録方法が異なります。お手数ですが、先に住宅債券事務センターへお電話ください。
      03-5800-9479(平日9時〜17時)
    戻る
    → 利用登録
      はじめに、あなたのお立場をお聞かせください。理事長など、管理組合の代表者ご本人ですか。
    はい、代表者本人です
    → 利用規約
      Web申込サービスの利用規約です。
      1. このサービスは、マンション管理組合の代表者の方が、ご自身で手続きをするためのものです。
      2. ユーザーID、パスワード、ワンタイムパスワードは、ほかの人に教えないでください。
      3. 登録した内容が変わったときは、すみやかに届け出てください。
      4. 入力いただいた個人情報は、マンションすまい・る債の手続きのために利用します。
      ご同意いただけますか。
    同意する
    → お申込みの方
      次の内容は、大切な個人情報ですので、LINEではなく専用ページで入力していただきます。
      姓(漢字)、名(漢字)、姓(カナ)、名(カナ)、メールアドレス
      下のボタンを押してください(30分間有効)。入力が終わると、このトークが自動で次へ進みます。
    鈴木一郎です
    → 個人情報を守るため、ここには入力せず、専用ページで入力してください。下のボタンから開けます。
      お申込みの方
      次の内容は、大切な個人情報ですので、LINEではなく専用ページで入力していただきます。
      姓(漢字)、名(漢字)、姓(カナ)、名(カナ)、メールアドレス
      下のボタンを押してください(30分間有効)。入力が終わると、このトークが自動で次へ進みます。
    やめる
    → ご用件をお選びください。
"""

from typing import Any

from bot.dialogs import prompts
from bot.dialogs.registration import correcting, filing, identity, joining
from bot.dialogs.registration.correcting import after_correcting, open_to_correct, still_open
from bot.dialogs.registration.identity import IDENTITY_FIELDS
from bot.state_machines.registration import State, machine
from bot.talk import Dialog, Said, Step, Talk
from domain.desk import registration as desk
from domain.form import missing
from domain.registration_form import ASSOCIATION, COMPANY, DELIVERY, DOCUMENTS, IDENTITY, REPRESENTATIVE

OFFICE_PHONE = "tel:03-5800-9479"  # 住宅債券事務センター


def after_company(talk: Talk) -> str:
    """Without a management company everything is sent to the representative (G-02)."""
    return "company_entered" if missing(DELIVERY.fields, talk.told) or talk.told.get("redirect") else "delivery_not_needed"


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
        talk.told["_words"] = {r.field: r.words for r in where.remarks if r.words}
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
        return identity.verified(talk) or "status_wanted"
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
    State.ENTERING_APPLICANT: Step(joining.ask_applicant, joining.hear_beside_link),
    State.AWAITING_MAIL: Step(joining.ask_for_mail, joining.hear_about_mail),
    State.SETTING_UP_AUTHENTICATOR: Step(joining.ask_for_authenticator, joining.hear_beside_link),
    State.ENTERING_ASSOCIATION: prompts.form("registration.entering_association", *FORMS[State.ENTERING_ASSOCIATION]),
    State.ENTERING_REPRESENTATIVE: prompts.form("registration.entering_representative", *FORMS[State.ENTERING_REPRESENTATIVE]),
    State.CHOOSING_IDENTITY: Step(identity.ask_identity, identity.hear_identity),
    State.VERIFYING_IDENTITY: Step(identity.ask_verification, identity.hear_verification),
    State.ENTERING_DOCUMENTS: prompts.form("registration.entering_documents", *FORMS[State.ENTERING_DOCUMENTS]),
    State.ENTERING_COMPANY: prompts.form("registration.entering_company", *FORMS[State.ENTERING_COMPANY]),
    State.ENTERING_DELIVERY: prompts.form("registration.entering_delivery", *FORMS[State.ENTERING_DELIVERY]),
    State.CHECKING_SUMMARY: Step(correcting.ask_summary, correcting.hear_summary),
    State.CHOOSING_CORRECTION: Step(correcting.ask_correction, correcting.hear_correction),
    State.CORRECTING: Step(correcting.ask_corrected, correcting.step.hear, correcting.step.back),
    State.ENTERING_CODE: prompts.one_time_code("registration.entering_code", then=filing.file_registration, otherwise="changes_wanted"),
    State.FILED: prompts.ending("registration.filed", filing.review_facts),
    State.UNDER_REVIEW: prompts.ending("registration.under_review", filing.review_facts),
    State.REGISTERED: prompts.ending("registration.registered"),
    State.DECLINED: prompts.ending("registration.declined"),
}

dialog = Dialog(
    "registration", machine, steps, enter=enter, news=hear_news, keeps_draft=True,
    barriers=frozenset({State.AWAITING_MAIL, State.SETTING_UP_AUTHENTICATOR, State.ENTERING_ASSOCIATION, State.FILED}),
)

"""中途換金: from the passbook to the receipt number, and again after 不備 (S1 6章, 規定25, 26).

    中途換金
    → 買入れの月
      積立手帳 2022-300001 の中途換金を、どの月に受けますか。毎月10日(銀行が休みの日は直前の営業日)にお支払いします。同じ月に申し込めるのは1回です。
      2026年8月
      2026年8月10日(月)にお支払い。120口まで。お申込みは2026年7月15日(水)までです。
      2026年9月
      2026年9月10日(木)にお支払い。120口まで。お申込みは2026年8月1日(土)から2026年8月15日(土)までです(今は試算だけできます)。
      2026年10月
      2026年10月9日(金)にお支払い。120口まで。お申込みは2026年9月1日(火)から2026年9月15日(火)までです(今は試算だけできます)。
    7月
    → 2026年7月分の中途換金のお申込みは、2026年6月15日(月)で締め切りました。次にお申し込みいただけるのは2026年8月分で、受付は2026年7月1日(水)から2026年7月15日(水)までです。
      買入れの月
      積立手帳 2022-300001 の中途換金を、どの月に受けますか。毎月10日(銀行が休みの日は直前の営業日)にお支払いします。同じ月に申し込めるのは1回です。
      2026年8月
      2026年8月10日(月)にお支払い。120口まで。お申込みは2026年7月15日(水)までです。
      2026年9月
      2026年9月10日(木)にお支払い。120口まで。お申込みは2026年8月1日(土)から2026年8月15日(土)までです(今は試算だけできます)。
      2026年10月
      2026年10月9日(金)にお支払い。120口まで。お申込みは2026年9月1日(火)から2026年9月15日(火)までです(今は試算だけできます)。
    8月
    → 中途換金する口数
      何口を中途換金しますか。1口は50万円です。この月は120口(60,000,000円)まで換金できます。残高は120口です。
      口数(例：30口)か、50万円で割り切れる金額(例：1,500万円)を入力してください。購入の時期が古い債券から順に換金します。
    170万円
    → 1,700,000円は1口(50万円)で割り切れないため、手続きできません。1,500,000円(3口)か2,000,000円(4口)のどちらかをご入力ください。
      中途換金する口数
      何口を中途換金しますか。1口は50万円です。この月は120口(60,000,000円)まで換金できます。残高は120口です。
      口数(例：30口)か、50万円で割り切れる金額(例：1,500万円)を入力してください。購入の時期が古い債券から順に換金します。
    50口
    → お支払い予定額
      積立手帳 2022-300001、2026年8月分の中途換金です。この内容でよろしいですか。
      中途換金する口数
      50口(25,000,000円)
      1回目の購入分(2023年2月20日(月)発行)
      30口 15,000,000円。経過利息6か月分 10,650円
      2回目の購入分(2024年2月20日(火)発行)
      20口 10,000,000円。経過利息6か月分 10,740円
      経過利息
      21,390円(税引前)、税3,260円
      お受取予定額
      25,018,130円(手数料はかかりません)
      お支払い日(買入日)
      2026年8月10日(月)
      期限
      お申込み 2026年7月15日(水)まで、意思の確認 2026年7月31日(金)まで
      換金後の残高
      70口
      ご注意
      予定額です。経過利息の月数は暦の月で数え、1口ごとに円未満を切り捨てて計算しています(数え方は公表されていません)。正しい額は、みずほ銀行からの買入計算書でご確認ください。利息は、公表されている平均利率から計算した見込みです。
    この内容で進む
    → 中途換金の理由
      中途換金の理由をお選びください。
    大規模修繕工事
    → 意思の確認
      中途換金の意思の確認方法をお選びください。
      ・書類：中途換金の意思・金額・理由がわかる総会や理事会の議事録などをお送りいただきます。
      ・電話：理事長以外の会計担当役員などの方に、機構からお電話します。
    会計担当役員への電話
    → 意思の確認
      次の内容は、大切な個人情報ですので、LINEではなく専用ページで入力していただきます。
      お電話する方の役職、お電話する方の姓、お電話する方の名、お電話する方の電話番号
      下のボタンを押してください(30分間有効)。入力が終わると、このトークが自動で次へ進みます。
    田中花子です
    → 個人情報を守るため、ここには入力せず、専用ページで入力してください。下のボタンから開けます。
      意思の確認
      次の内容は、大切な個人情報ですので、LINEではなく専用ページで入力していただきます。
      お電話する方の役職、お電話する方の姓、お電話する方の名、お電話する方の電話番号
      下のボタンを押してください(30分間有効)。入力が終わると、このトークが自動で次へ進みます。
    やめる
    → ここまでの入力は保存しました。「中途換金」と入力すると、続きから始められます。
      ご用件をお選びください。下のメニューからもお選びいただけます。
"""

from typing import Any

from bot.dialogs import prompts
from bot.dialogs.early_redemption import asking, choosing, correcting, filing, quoting, returning
from bot.dialogs.early_redemption.asking import guarded
from bot.locale import t
from bot.messages import Card, Choice
from bot.state_machines.early_redemption import State, machine
from bot.talk import Dialog, Said, Step, Talk
from domain.desk import members, offers
from domain.form import missing
from domain.redemption_form import AFTER, PROOF, REASON


def enter(talk: Talk) -> str:
    """The nearest open question: of what came back, or of a new request."""
    member = members.membership(talk.tx, talk.line_user)
    if member is None:
        return State.GUEST
    if came_back := returning.begin(talk):
        return came_back
    found = offers.holdings(talk.tx, member)
    if not found:
        return State.NOTHING_HELD
    if len(found) > 1:
        return State.CHOOSING_PASSBOOK
    possible = choosing.choose_passbook(talk, found[0].book.number) == "passbook_chosen"
    return State.CHOOSING_MONTH if possible else State.NOTHING_REDEEMABLE


def hear_news(talk: Talk, said: Said) -> str:
    """Our page has put its answers into `told` already; this only moves the talk."""
    if said.kind != "page" or said.facts.get("purpose") != "form":
        return ""
    answered = set(said.facts.get("fields", ()))
    talk.told["_marked"] = [name for name in talk.told.get("_marked", []) if name not in answered]
    form = FORMS.get(State(talk.state))
    return prompts.progress(talk, *form) if form else ""


def after_proof(talk: Talk) -> str:
    """Whether to go on buying is asked where everything is redeemed (P-17)."""
    return "everything_redeemed" if missing(AFTER.fields, talk.told) else "proof_chosen"


def ask_guest(talk: Talk) -> Card:
    """Only members have passbooks: the two ways to become one."""
    ways = tuple(Choice(t(f"early_redemption.guest.{word}"), {"word": word}) for word in ("registration", "signing_in"))
    return Card(t("early_redemption.guest.ask"), choices=ways)


FORMS: dict[State, tuple[Any, Any]] = {
    State.CHOOSING_REASON: (lambda talk: missing(REASON.fields, talk.told), "reason_chosen"),
    State.CHOOSING_PROOF: (lambda talk: missing(PROOF.fields, talk.told), after_proof),
    State.CHOOSING_AFTER: (lambda talk: missing(AFTER.fields, talk.told), "after_chosen"),
    State.CORRECTING: (asking.open_fields, correcting.after_correcting),
}

steps = {
    State.CHOOSING_REQUEST: Step(returning.ask_request, returning.hear_request),
    State.REPLACING_BEGUN: Step(returning.ask_replacement, returning.hear_replacement),
    State.CHOOSING_PASSBOOK: Step(guarded(choosing.ask_passbook), choosing.hear_passbook),
    State.NOTHING_REDEEMABLE: Step(guarded(choosing.ask_about_nothing), choosing.hear_about_nothing),
    State.CHOOSING_MONTH: Step(guarded(choosing.ask_month), choosing.hear_month),
    State.CHOOSING_UNITS: Step(guarded(choosing.ask_units), choosing.hear_units),
    State.ACCEPTING_QUOTE: Step(quoting.ask_quote, quoting.hear_quote),
    State.CHOOSING_REASON: prompts.form("early_redemption.choosing_reason", *FORMS[State.CHOOSING_REASON]),
    State.CHOOSING_PROOF: prompts.form("early_redemption.choosing_proof", *FORMS[State.CHOOSING_PROOF]),
    State.CHOOSING_AFTER: prompts.form("early_redemption.choosing_after", *FORMS[State.CHOOSING_AFTER]),
    State.CHECKING_SUMMARY: Step(correcting.ask_summary, correcting.hear_summary),
    State.CORRECTING: Step(correcting.ask_corrected, correcting.step.hear, correcting.step.back),
    State.ENTERING_CODE: prompts.one_time_code("early_redemption.entering_code", then=filing.file_request, otherwise="changes_wanted"),
    State.LOCKED: Step(filing.ask_locked, filing.hear_locked),
    State.FILED: prompts.ending("early_redemption.filed", filing.facts_of_filing),
    State.LEFT: prompts.ending("early_redemption.left"),
    State.GUEST: Step(ask_guest),
    State.NOTHING_HELD: prompts.ending("early_redemption.nothing_held"),
}

dialog = Dialog("early_redemption", machine, steps, enter=enter, news=hear_news, keeps_draft=True, barriers=frozenset({State.FILED}))

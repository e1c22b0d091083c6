"""申請状況: every filing with its state in plain words, whose turn it is until when, and what may be done about it.

    申請状況
    → 申請状況
      これまでの申請です。受付番号を押すと、くわしい内容をご覧いただけます。
      中途換金
      2026年7月8日(水)に申請。受け付けました(確認の順番をお待ちいただいています)
      利用登録
      2026年7月8日(水)に申請。承認されました
    R-CCCC-DDDD
    → 中途換金
      受付番号 R-CCCC-DDDD(2026年7月8日(水)に申請)
      今の状況
      受け付けました(確認の順番をお待ちいただいています)
      これからのこと
      機構が、書類またはお電話で意思を確認し、審査します。2026年7月31日(金)までに確認できると、ご希望の月にお支払いできます。
      中途換金する口数
      積立手帳 2022-300001 の50口
      お受取予定額
      25,018,130円(2026年8月10日(月))
    取り下げる
    → 申請の取下げ
      受付番号 R-CCCC-DDDD の申請を取り下げますか。取り下げると、元には戻せません。必要なときは、もう一度申請してください。
    取り下げない
    → 中途換金
      受付番号 R-CCCC-DDDD(2026年7月8日(水)に申請)
      今の状況
      受け付けました(確認の順番をお待ちいただいています)
      これからのこと
      機構が、書類またはお電話で意思を確認し、審査します。2026年7月31日(金)までに確認できると、ご希望の月にお支払いできます。
      中途換金する口数
      積立手帳 2022-300001 の50口
      お受取予定額
      25,018,130円(2026年8月10日(月))
    ほかの申請を見る
    → 申請状況
      これまでの申請です。受付番号を押すと、くわしい内容をご覧いただけます。
      中途換金
      2026年7月8日(水)に申請。受け付けました(確認の順番をお待ちいただいています)
      利用登録
      2026年7月8日(水)に申請。承認されました
    2
    → 利用登録
      受付番号 R-AAAA-BBBB(2026年7月8日(水)に申請)
      今の状況
      承認されました
      これからのこと
      お手続きは要りません。
    メニューに戻る
    → ご用件をお選びください。下のメニューからもお選びいただけます。
"""

from typing import Any

from bot import listen
from bot.dialogs import prompts
from bot.locale import t
from bot.messages import Card, Choice, Link, Row
from bot.state_machines.filings import State, machine
from bot.talk import Dialog, Said, Step, Talk
from domain.desk import progress as desk
from domain.desk.progress import Progress
from domain.errors import ActNotPossible, FilingUnknown
from domain.links import Purpose

DIALOGS = {"registration": "registration", "application": "application", "redemption": "early_redemption"}
WITH_STATEMENT = ("approved", "carried_out")
NOTHING_PAID = ("rejected", "withdrawn", "expired")


def enter(talk: Talk) -> str:
    """The list; the one filing where there is only one."""
    found = desk.filings_of(talk.tx, talk.line_user)
    if not found:
        return State.NOTHING_FILED
    if len(found) > 1:
        return State.LOOKING
    talk.told["_filing"] = found[0].filing_id
    return State.READING_ONE


def ask_list(talk: Talk) -> Card:
    """Every filing: what, when, where it stands. Its receipt number opens it."""
    found = desk.filings_of(talk.tx, talk.line_user)
    rows = tuple(Row(_kind(one), t("filings.looking.line", submitted=one.submitted_on, state=_state(one)), Choice(one.receipt, one.filing_id)) for one in found)
    menu = Choice(t("prompts.to_menu"), "seen_enough", quiet=True)
    return Card(t("filings.looking.ask"), prompts.title("filings.looking"), rows=rows, choices=(menu,))


def hear_list(talk: Talk, said: Said) -> str:
    """One of them, or the menu."""
    value = listen.chosen(talk, said)
    if value == "seen_enough":
        talk.opens("menu")
        return "seen_enough"
    talk.told["_filing"] = int(value)
    return "filing_chosen"


def ask_one(talk: Talk) -> Card:
    """One filing as it stands now, with what may be done about it."""
    one = _chosen(talk)
    if one is None:
        return Card(t("errors.filing_unknown"), choices=(Choice(t("prompts.to_menu"), "seen_enough"),))
    rows = [Row(t("filings.reading_one.state"), _state(one)), Row(t("filings.reading_one.next"), _expected(one)), *_money(one)]
    links, choices = [], []
    if one.quote and one.stage in WITH_STATEMENT:
        links.append(Link(t("filings.reading_one.statement"), talk.link(Purpose.STATEMENT, filing=one.filing_id)))
    if one.may_correct:
        choices.append(Choice(t("filings.reading_one.correction_wanted"), "correction_wanted"))
    if one.may_withdraw:
        choices.append(Choice(t("filings.reading_one.withdrawal_wanted"), "withdrawal_wanted"))
    choices.append(Choice(t("prompts.ask_a_person"), {"word": "staff"}, quiet=True))
    if len(desk.filings_of(talk.tx, talk.line_user)) > 1:
        choices.append(Choice(t("filings.reading_one.list_wanted"), "list_wanted", quiet=True))
    choices.append(Choice(t("prompts.to_menu"), "seen_enough", quiet=True))
    text = t("filings.reading_one.ask", receipt=one.receipt, submitted=one.submitted_on)
    return Card(text, _kind(one), rows=tuple(rows), links=tuple(links), choices=tuple(choices))


def hear_one(talk: Talk, said: Said) -> str:
    """Mend it, take it back, or look at the others."""
    trigger = prompts.chosen_trigger(talk, said, ("correction_wanted", "withdrawal_wanted", "list_wanted", "seen_enough"))
    one = _chosen(talk)
    if trigger == "correction_wanted" and one is not None:
        talk.screen["wanted"] = one.filing_id
        talk.opens(DIALOGS[one.kind])
    elif trigger == "seen_enough":
        talk.opens("menu")
    return trigger


def ask_withdrawal(talk: Talk) -> Card:
    """Really? What taking it back means."""
    one = _chosen(talk)
    name = "filings.confirming_withdrawal"
    choices = (Choice(t(f"{name}.withdrawal_confirmed"), "withdrawal_confirmed"), Choice(t(f"{name}.changed_mind"), "changed_mind", quiet=True))
    return Card(t(f"{name}.ask", receipt=one.receipt if one else ""), prompts.title(name), choices=choices)


def hear_withdrawal(talk: Talk, said: Said) -> str:
    """Yes leads to the code."""
    return prompts.chosen_trigger(talk, said, ("withdrawal_confirmed", "changed_mind"))


def withdraw(talk: Talk, code: str) -> str:
    """Take it back, in the commit that uses the code up."""
    try:
        row = desk.withdraw(talk.tx, talk.line_user, int(talk.told.get("_filing", 0)), code, talk.now)
    except (ActNotPossible, FilingUnknown):
        talk.says("filings.entering_code.too_late")
        return "decided_meanwhile"
    talk.told["_receipt"] = row.receipt
    told = Card(t("filings.withdrawn.receipt", receipt=row.receipt), t("filings.withdrawn.receipt_title"))
    talk.pushes(told, f"withdrawn:{row.receipt}")
    return "code_accepted"


def facts_of_withdrawal(talk: Talk) -> dict[str, Any]:
    """What the last card says."""
    return {"receipt": talk.told.get("_receipt", "")}


def _chosen(talk: Talk) -> Progress | None:
    try:
        return desk.one(talk.tx, talk.line_user, int(talk.told.get("_filing", 0)))
    except FilingUnknown:
        return None


def _kind(one: Progress) -> str:
    return t("filings.kind", kind=one.kind)


def _state(one: Progress) -> str:
    return t("filings.state", state=one.stage)


def _expected(one: Progress) -> str:
    """What is expected of whom, by when."""
    if one.turn == "nobody":
        return t("filings.done", stage=one.stage, kind=one.kind, day=one.bought_on or one.submitted_on)
    return t(f"filings.{one.turn}_by", day=one.due, kind=one.kind)


def _money(one: Progress) -> list[Row]:
    """What a redemption takes and pays, as long as it does."""
    told = one.quote
    if not told or one.stage in NOTHING_PAID:
        return []
    amount = t("filings.reading_one.net", net=told["net"], bought=told["bought_on"])
    if told["unknown"]:
        amount = t("filings.reading_one.net_unknown", net=told["principal"], bought=told["bought_on"])
    units = t("filings.reading_one.units_of", number=told["passbook"], units=told["units"])
    paid = "paid" if one.stage == "carried_out" else "amount"
    return [Row(t("filings.reading_one.units"), units), Row(t(f"filings.reading_one.{paid}"), amount)]


steps = {
    State.LOOKING: Step(ask_list, hear_list),
    State.READING_ONE: Step(ask_one, hear_one),
    State.CONFIRMING_WITHDRAWAL: Step(ask_withdrawal, hear_withdrawal),
    State.ENTERING_CODE: prompts.one_time_code("filings.entering_code", then=withdraw, otherwise="changed_mind"),
    State.WITHDRAWN: prompts.ending("filings.withdrawn", facts_of_withdrawal),
    State.NOTHING_FILED: prompts.ending("filings.nothing_filed"),
    State.LEFT: prompts.ending("filings.left"),
}

dialog = Dialog("filings", machine, steps, enter=enter, barriers=frozenset({State.WITHDRAWN}))

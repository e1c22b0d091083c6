"""積立手帳: what is held at a glance, what must be done first, and the lists of what will be paid.

積立手帳
→ 積立手帳
  ■ 次にやること
  2027年1月10日(日)までに、積立申込みをしてください(積立手帳 2022-300001・5回目の購入)。過ぎると、この積立手帳で買い続ける権利がなくなります。お済みの場合は、ご対応は不要です。日付は目安です。正式な日は、機構からのお知らせでご確認ください。
  金額はすべて予定額です。
  お受取口座(下3桁)
  ●●●●567
  積立手帳 2022-300001
  続けて購入できます(次は2026年度の5回目)。
  すまい・る債(2022年度から)
  購入：30口(15,000,000円)を4回(10回まで)
  残高：60,000,000円(120口)
  次の利息(税引後)：2027年2月19日(金) 62,430円
  次の満期償還：2033年2月18日(金) 15,000,000円(1回目の30口)
  中途換金できる口数：120口(60,000,000円)まで。2027年1月8日(金)の買入、お申込みは2026年12月15日(火)までです。
  この先の期限：積立申込み 2027年1月10日(日)まで、積立金の振込 2027年2月5日(金)まで
満期償還予定
→ 満期償還予定
  積立手帳 2022-300001
  2033年2月18日(金)
  15,000,000円(30口)
  2034年2月20日(月)
  15,000,000円(30口)
  2035年2月20日(火)
  15,000,000円(30口)
  2036年2月20日(水)
  15,000,000円(30口)
  ご注意
  金額は予定額です。お受取口座は下3桁が567の口座です。
  資料で決まっていない点は、次のように計算しています。
  満期日は、2月20日(休業日なら直前の営業日)としています。
  下のボタンから、CSVとカレンダー用のファイルを保存できます(15分間有効)。
来年はいくらですか
→ ボタンの中からお選びください。ボタンの文字か、上から数えた番号(1、2、3…)を入力していただいても結構です。
  満期償還予定
  積立手帳 2022-300001
  2033年2月18日(金)
  15,000,000円(30口)
  2034年2月20日(月)
  15,000,000円(30口)
  2035年2月20日(火)
  15,000,000円(30口)
  2036年2月20日(水)
  15,000,000円(30口)
  ご注意
  金額は予定額です。お受取口座は下3桁が567の口座です。
  資料で決まっていない点は、次のように計算しています。
  満期日は、2月20日(休業日なら直前の営業日)としています。
  下のボタンから、CSVとカレンダー用のファイルを保存できます(15分間有効)。
1
→ 利払予定(1/2)
  積立手帳 2022-300001
  2027年2月19日(金)
  62,430円(税引前73,650円、税11,220円)
  2028年2月18日(金)
  109,410円(税引前129,150円、税19,740円)
  2029年2月20日(火)
  156,450円(税引前184,650円、税28,200円)
  2030年2月20日(水)
  203,430円(税引前240,150円、税36,720円)
  2031年2月20日(木)
  250,410円(税引前295,650円、税45,240円)
  2032年2月20日(金)
  297,450円(税引前351,150円、税53,700円)
  2033年2月18日(金)
  344,460円(税引前406,650円、税62,190円)
  利払予定(2/2)
  積立手帳 2022-300001
  2034年2月20日(月)
  334,230円(税引前394,650円、税60,420円)
  2035年2月20日(火)
  242,640円(税引前286,500円、税43,860円)
  2036年2月20日(水)
  131,880円(税引前155,700円、税23,820円)
  ご注意
  金額は予定額です。お受取口座は下3桁が567の口座です。
  利息額の表が公表されていない購入分は、公表されている平均利率から計算しています。正式な金額は、機構からの「利払いに関するお知らせ」でご確認ください。
  資料で決まっていない点は、次のように計算しています。
  税の1円未満は、1口ごとに切り捨てています。
  2038年からの税率も15.315%のままとしています。
  下のボタンから、CSVとカレンダー用のファイルを保存できます(15分間有効)。
積立手帳に戻る
→ 積立手帳
  ■ 次にやること
  2027年1月10日(日)までに、積立申込みをしてください(積立手帳 2022-300001・5回目の購入)。過ぎると、この積立手帳で買い続ける権利がなくなります。お済みの場合は、ご対応は不要です。日付は目安です。正式な日は、機構からのお知らせでご確認ください。
  金額はすべて予定額です。
  お受取口座(下3桁)
  ●●●●567
  積立手帳 2022-300001
  続けて購入できます(次は2026年度の5回目)。
  すまい・る債(2022年度から)
  購入：30口(15,000,000円)を4回(10回まで)
  残高：60,000,000円(120口)
  次の利息(税引後)：2027年2月19日(金) 62,430円
  次の満期償還：2033年2月18日(金) 15,000,000円(1回目の30口)
  中途換金できる口数：120口(60,000,000円)まで。2027年1月8日(金)の買入、お申込みは2026年12月15日(火)までです。
  この先の期限：積立申込み 2027年1月10日(日)まで、積立金の振込 2027年2月5日(金)まで
メニューに戻る
→ ご用件をお選びください。下のメニューからもお選びいただけます。
"""

from typing import Any

from bot import listen, passbook_cards, schedule_cards
from bot.dialogs import prompts
from bot.locale import t
from bot.messages import Card, Carousel, Choice, Link
from bot.passbook_cards import LISTS
from bot.state_machines.passbooks import State, machine
from bot.talk import Dialog, Misheard, Said, Step, Talk
from domain.desk import members
from domain.desk import passbooks as desk
from domain.links import Purpose


def enter(talk: Talk) -> str:
    """Guests are told to register first; whoever holds nothing is told so."""
    member = members.membership(talk.tx, talk.line_user)
    if member is None:
        return State.GUEST
    return State.LOOKING if desk.holdings(talk.tx, member.association_id) else State.NOTHING_HELD


def ask_passbooks(talk: Talk) -> Card | Carousel:
    """次にやること, then a card for each passbook."""
    member = members.membership(talk.tx, talk.line_user)
    if member is None:  # Somebody else represents the association since this talk began.
        return ask_guest(talk)
    held = desk.holdings(talk.tx, member.association_id)
    return passbook_cards.carousel(member, held, talk.today, int(talk.told.get("page", 0)))


def hear_passbooks(talk: Talk, said: Said) -> str:
    """A list of one passbook or of all, or further passbooks."""
    value = _chosen(talk, said)
    if value.get("to") == "menu":
        talk.opens("menu")
        return "seen_enough"
    if "page" in value:
        talk.told["page"] = value["page"]
        return "page_turned"
    return _list(talk, value)


def ask_list(talk: Talk) -> Card | Carousel:
    """One list, split over cards, with a link to save it."""
    member = members.membership(talk.tx, talk.line_user)
    if member is None:
        return ask_guest(talk)
    name, of = str(talk.told.get("list", LISTS[0])), int(talk.told.get("of", 0))
    held = [one for one in desk.holdings(talk.tx, member.association_id) if of in (0, one.id)]
    save = Link(t("passbooks.reading_list.save"), talk.link(Purpose.DOWNLOAD, list=name, of=of))
    others = tuple(
        Choice(t(f"passbooks.looking.{other}"), {"list": other, "of": of}) for other in LISTS if other != name
    )
    back = Choice(t("passbooks.reading_list.passbooks_wanted"), {"to": "passbooks"}, quiet=True)
    menu = Choice(t("prompts.to_menu"), {"to": "menu"}, quiet=True)
    return schedule_cards.list_cards(member, held, name, talk.today, save, (*others, back, menu))


def hear_list(talk: Talk, said: Said) -> str:
    """Another list, or back to the passbooks."""
    value = _chosen(talk, said)
    if value.get("to") == "menu":
        talk.opens("menu")
        return "seen_enough"
    return "passbooks_wanted" if value.get("to") == "passbooks" else _list(talk, value)


def ask_guest(talk: Talk) -> Card:
    """Only members have passbooks: the two ways to become one."""
    ways = tuple(
        Choice(t(f"passbooks.guest.{word}"), {"word": word}) for word in ("registration", "signing_in")
    )
    return Card(t("passbooks.guest.ask"), choices=ways)


def _chosen(talk: Talk, said: Said) -> dict[str, Any]:
    value = listen.chosen(talk, said)
    if not isinstance(value, dict):
        raise Misheard("prompts.choose_one")
    return value


def _list(talk: Talk, value: dict[str, Any]) -> str:
    if value.get("list") not in LISTS:
        raise Misheard("prompts.choose_one")
    talk.told |= {"list": value["list"], "of": value["of"]}
    return "list_chosen"


steps = {
    State.LOOKING: Step(ask_passbooks, hear_passbooks),
    State.READING_LIST: Step(ask_list, hear_list),
    State.GUEST: Step(ask_guest),
    State.NOTHING_HELD: prompts.ending("passbooks.nothing_held"),
    State.FINISHED: prompts.ending("passbooks.finished"),
}

dialog = Dialog("passbooks", machine, steps, enter=enter)

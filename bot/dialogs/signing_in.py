"""登録済みの方: the account is proved on our page, with password and code; the talk then knows whose it is.

    登録済みの方
    → 登録済みの方
      専用ページで、ユーザーIDとパスワードを入力してください(30分間有効)。パスワードをお忘れの方も、そのページからお手続きいただけます。
    suzuki2026
    → 個人情報を守るため、ここには入力せず、専用ページで入力してください。下のボタンから開けます。
      登録済みの方
      専用ページで、ユーザーIDとパスワードを入力してください(30分間有効)。パスワードをお忘れの方も、そのページからお手続きいただけます。
    まだ登録していない
    → 利用登録
      はじめに、あなたのお立場をお聞かせください。理事長など、管理組合の代表者ご本人ですか。
"""

from bot import listen
from bot.dialogs import prompts
from bot.locale import t
from bot.messages import Card, Choice, Link
from bot.state_machines.signing_in import State, machine
from bot.talk import Dialog, Misheard, Said, Step, Talk
from domain.links import Purpose


def ask_to_sign_in(talk: Talk) -> Card:
    """The link to our page."""
    url = talk.link(Purpose.SIGN_IN)
    choices = (Choice(t("prompts.new_link"), "link_wanted", quiet=True), Choice(t("signing_in.awaiting_sign_in.is_new"), "is_new", quiet=True))
    return Card(t("signing_in.awaiting_sign_in.ask"), prompts.title("signing_in.awaiting_sign_in"), links=(Link(t("signing_in.awaiting_sign_in.open"), url),), choices=choices)


def hear_beside_page(talk: Talk, said: Said) -> str:
    """Nothing secret is typed here."""
    try:
        trigger = listen.chosen(talk, said)
    except Misheard:
        raise Misheard("prompts.use_the_page") from None
    if trigger == "is_new":
        talk.opens("registration")
    return str(trigger)


def hear_news(talk: Talk, said: Said) -> str:
    """The page says who it is."""
    if said.kind == "page" and said.facts.get("purpose") == "sign_in" and talk.state == State.AWAITING_SIGN_IN:
        return "signed_in"
    return ""


steps = {
    State.AWAITING_SIGN_IN: Step(ask_to_sign_in, hear_beside_page),
    State.SIGNED_IN: prompts.ending("signing_in.signed_in"),
    State.LEFT: prompts.ending("signing_in.left"),
}

dialog = Dialog("signing_in", machine, steps, news=hear_news)

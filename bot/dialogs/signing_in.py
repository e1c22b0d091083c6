"""登録済みの方: the account is proved on our page, with password and code; the talk then knows whose it is.

A LINE user that is new to the account types the number that the page shows to whoever signed in: a link that was
sent on to somebody else leads nowhere (`domain/desk/line_proof.py`).

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
    登録済みの方
    → 登録済みの方
      専用ページで、ユーザーIDとパスワードを入力してください(30分間有効)。パスワードをお忘れの方も、そのページからお手続きいただけます。
    (専用ページに 4821 と表示される)
    → ログインの確認
      ログインのページに表示された4桁の数字を、ここに入力してください。
    四千八百二十一
    → ログインのページに表示された4桁の数字だけを、ご入力ください(例：0123)。
      ログインの確認
      ログインのページに表示された4桁の数字を、ここに入力してください。
    4812
    → 数字が違います。ログインのページをもう一度ご覧になり、表示された数字をご入力ください(あと2回)。
      ログインの確認
      ログインのページに表示された4桁の数字を、ここに入力してください。
    4821
    → ご本人であることを確認しました。引き続きご利用いただけます。
"""

import re

from bot import listen, mails
from bot.dialogs import prompts
from bot.locale import t
from bot.messages import Card, Choice, Link, Menu, Text
from bot.state_machines.signing_in import State, machine
from bot.talk import Dialog, Misheard, Said, Step, Talk
from domain.desk import line_proof, registration
from domain.errors import NumberExpired, NumberMissedTooOften
from domain.links import Purpose

PROOF = "proof"  # where the screen keeps the number: it outlives this dialog, whatever is said in between


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


def ask_for_number(talk: Talk) -> Card:
    """The number on the page, typed here: the two are one person."""
    name = "signing_in.confirming_number"
    return Card(t(f"{name}.ask"), prompts.title(name), choices=(Choice(t(f"{name}.sign_in_again"), "sign_in_again", quiet=True),))


def hear_number(talk: Talk, said: Said) -> str:
    """Only the right number links; a void one leads to another sign-in."""
    label = t("signing_in.confirming_number.sign_in_again")
    if said.kind == "choice" or (said.kind == "text" and listen.normal(said.text) == listen.normal(label)):
        trigger = prompts.chosen_trigger(talk, said, ("sign_in_again",))
        talk.screen.pop(PROOF, None)
        return trigger
    typed = listen.typed_text(said)
    try:
        link(talk, typed)
    except (NumberExpired, NumberMissedTooOften) as refusal:
        talk.screen.pop(PROOF, None)
        talk.says(f"errors.{refusal.key()}", **refusal.facts)
        return "number_void"
    return "signed_in"


def link(talk: Talk, typed: str) -> None:
    """Link this LINE user to the person, and tell everybody whom it concerns. Raises as `line_proof.link`."""
    proof = talk.screen.get(PROOF)
    if proof is None:
        raise NumberExpired(minutes=line_proof.MINUTES)
    changes = line_proof.changes_line(talk.tx, proof["person_id"])
    losers = line_proof.link(talk.tx, talk.line_user, proof, number_in(typed), talk.at)
    talk.screen.pop(PROOF)
    for loser in losers:
        talk.tells(loser, Text(t("signing_in.signed_in.link_ended")), f"link_ended:{loser}:{talk.at}")
        talk.tells(loser, Menu("guests"), "")
    if changes:
        talk.mails.append(mails.line_linked(talk.tx, proof["person_id"]))
    talk.menu = menu_of(talk) or Menu("guests")  # It may have been somebody else's until now.


def number_in(typed: str) -> str:
    """The only number in what was typed, full width or not; anything else as it stands, to be refused."""
    found = re.fullmatch(r"\D*(\d+)\D*", listen.normal(typed))
    return found[1] if found else typed


def menu_of(talk: Talk) -> Menu | None:
    """The members' menu for members."""
    return Menu("members") if registration.standing(talk.tx, talk.line_user).member else None


def enter(talk: Talk) -> str:
    """A number that was shown and still counts is asked for first."""
    proof = talk.screen.get(PROOF)
    return State.CONFIRMING_NUMBER if proof and talk.at < proof["until"] else State.AWAITING_SIGN_IN


def shows_number(said: Said) -> bool:
    """A page has shown a number: it must be asked for wherever the talk stands."""
    return said.kind == "page" and said.facts.get("purpose") == "sign_in" and "number" in said.facts


def hear_news(talk: Talk, said: Said) -> str:
    """The page says who it is, or that a number is to be asked for."""
    if shows_number(said):
        line_proof.shown(talk.tx, talk.line_user, talk.at)
        talk.screen[PROOF] = {name: said.facts[name] for name in ("person_id", "number", "until")}
        return "number_shown"
    if said.kind == "page" and said.facts.get("purpose") == "sign_in" and talk.state in (State.AWAITING_SIGN_IN, State.CONFIRMING_NUMBER):
        talk.screen.pop(PROOF, None)
        talk.menu = menu_of(talk)
        return "signed_in"
    return ""


steps = {
    State.AWAITING_SIGN_IN: Step(ask_to_sign_in, hear_beside_page),
    State.CONFIRMING_NUMBER: Step(ask_for_number, hear_number),
    State.SIGNED_IN: prompts.ending("signing_in.signed_in"),
    State.LEFT: prompts.ending("signing_in.left"),
}

dialog = Dialog(
    "signing_in", machine, steps, enter=enter, news=hear_news, claims=shows_number,
    barriers=frozenset({State.AWAITING_SIGN_IN, State.CONFIRMING_NUMBER}),
)  # fmt: skip

"""The menu: the greeting of a new friend, and the way into every other dialog.

    こんにちは
    → ご用件をお選びください。
    富士山
    → 申し訳ありません。うまく読み取れませんでした。ボタンからお選びください。
      ご用件をお選びください。
    ヘルプ
    → ボタンを押すか、文字を入力してお答えください。
      ・「戻る」… ひとつ前の質問に戻ります
      ・「やめる」… 入力を保存して、メニューに戻ります
      ・「最初から」… はじめからやり直します
      ・「担当者」… 担当者が代わってお答えします
      ご用件をお選びください。
"""

from typing import Any

from bot import listen
from bot.locale import t
from bot.messages import Card, Choice, Menu
from bot.state_machines.menu import State, machine
from bot.talk import Dialog, Misheard, Said, Step, Talk
from domain.desk import registration

FILING = {"registration", "application", "early_redemption"}  # dialogs that file something, and hear of it
OF_KIND = {"redemption": "early_redemption"}  # the dialog of a filing's kind, where their names differ
GUEST = ("registration", "signing_in", "about", "staff")
KNOWN = ("registration", "about", "staff")
MEMBER = ("passbooks", "early_redemption", "application", "filings", "about", "staff")


def ask_choice(talk: Talk) -> Card:
    """What would you like to do?"""
    where = registration.standing(talk.tx, talk.line_user)
    known = where.has_authenticator
    offered = MEMBER if where.member else KNOWN if known else GUEST
    labels = {"registration": "status" if known else "registration"}
    choices = tuple(Choice(t(f"menu.choosing.{labels.get(word, word)}"), {"word": word}) for word in offered)
    return Card(t(f"menu.choosing.{'ask_known' if known else 'ask'}"), choices=choices)


def hear_choice(talk: Talk, said: Said) -> str:
    """A greeting, or a word that opens a dialog; those are global and have been heard already."""
    if said.kind == "follow":
        talk.says("menu.choosing.greeting")
        if registration.standing(talk.tx, talk.line_user).member:
            talk.menu = Menu("members")
        return "greeted"
    if said.kind == "text" and listen.is_one_of(said.text, "words.greetings"):
        return "greeted"
    if said.kind == "text" and listen.is_one_of(said.text, "words.coming"):
        raise Misheard("menu.choosing.coming", what=said.text)
    raise Misheard("menu.choosing.misheard")


def hear_news(talk: Talk, said: Said) -> str:
    """A filing came back, or a page was finished after its talk had moved on: go where it matters."""
    if said.kind == "filing" and said.facts.get("act") == "returned":
        talk.opens(_known(said.facts.get("kind")))
        return "dialog_chosen"
    if said.kind == "page" and said.facts.get("purpose") in ("account", "authenticator", "form"):
        talk.opens(_known(said.facts.get("dialog")))
        return "dialog_chosen"
    return ""


def _known(name: Any) -> str:
    """The dialog that goes on after news; whatever does not say which is of the registration."""
    dialog_name = OF_KIND.get(name, name)
    return dialog_name if dialog_name in FILING else "registration"


dialog = Dialog("menu", machine, {State.CHOOSING: Step(ask_choice, hear_choice)}, news=hear_news)

"""The menu: the greeting of a new friend, and the way into every other dialog.

    (友だち追加)
    → はじめまして。「すまいる窓口」です。…
    利用登録
    → まず、あなたのお立場をお聞かせください。…
"""

from bot import listen
from bot.locale import t, words
from bot.messages import Card, Choice
from bot.state_machines.menu import State, machine
from bot.talk import Dialog, Misheard, Said, Step, Talk
from domain.desk import registration

GUEST = ("registration", "signing_in", "about", "staff")
MEMBER = ("registration", "about", "staff")


def ask_choice(talk: Talk) -> Card:
    """What would you like to do?"""
    where = registration.standing(talk.tx, talk.line_user)
    known = where.has_authenticator
    offered = MEMBER if known else GUEST
    labels = {"registration": "status" if known else "registration"}
    choices = tuple(Choice(t(f"menu.choosing.{labels.get(word, word)}"), {"word": word}) for word in offered)
    return Card(t(f"menu.choosing.{'ask_known' if known else 'ask'}"), choices=choices)


def hear_choice(talk: Talk, said: Said) -> str:
    """A greeting, or a word that opens a dialog; those are global and have been heard already."""
    if said.kind == "follow":
        talk.says("menu.choosing.greeting")
        return "greeted"
    if said.kind == "text" and listen.normal(said.text) in {listen.normal(word) for word in words("words.greetings")}:
        return "greeted"
    raise Misheard("menu.choosing.misheard")


def hear_news(talk: Talk, said: Said) -> str:
    """A filing came back, or a page was finished after its talk had moved on: go where it matters."""
    if said.kind == "filing" and said.facts.get("act") == "returned":
        talk.opens("registration")
        return "dialog_chosen"
    if said.kind == "page" and said.facts.get("purpose") in ("account", "authenticator", "form"):
        talk.opens("registration")
        return "dialog_chosen"
    return ""


dialog = Dialog("menu", machine, {State.CHOOSING: Step(ask_choice, hear_choice)}, news=hear_news)

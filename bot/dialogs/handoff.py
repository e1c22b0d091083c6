"""担当者: a person takes the talk over, and gives it back to the question that was pending.

    担当者
    → 担当者におつなぎします。よろしいですか。
    はい
    → 承りました。担当者がこのトークでお答えします。ご用件を書いておいていただくと、早くお答えできます。
      口座番号や生年月日などは書かないでください。
    残高証明書のことです
    → お預かりしました。担当者がお読みします。
      承りました。担当者がこのトークでお答えします。ご用件を書いておいていただくと、早くお答えできます。
      口座番号や生年月日などは書かないでください。
    自動応答に戻る
    → 自動応答に戻りました。
      ご用件をお選びください。
"""

from bot import listen
from bot.dialogs import prompts
from bot.locale import t
from bot.messages import Card, Choice
from bot.state_machines.handoff import State, machine
from bot.talk import Dialog, Said, Step, Talk
from domain import hours
from domain.desk import handoffs


def ask_confirmation(talk: Talk) -> Card:
    """Really a person? With when somebody will answer."""
    key = "ask" if hours.desk_is_open(talk.now) else "ask_closed"
    when = hours.next_desk_opening(talk.now)
    text = t(f"handoff.confirming.{key}", **({"when": when} if key == "ask_closed" else {}))
    return Card(text, choices=(Choice(t("prompts.yes"), True), Choice(t("prompts.no"), False)))


def hear_confirmation(talk: Talk, said: Said) -> str:
    """Yes puts the talk into the desk's list, once."""
    if not listen.chosen(talk, said):
        return "changed_mind"
    paused = talk.screen.get("paused", {})
    handoffs.request(talk.tx, talk.line_user, topic=str(paused.get("dialog", "menu")), at=talk.at)
    return "person_wanted"


def ask_to_wait(talk: Talk) -> Card:
    """Somebody will come; the bot can be had back at once."""
    return Card(t("handoff.waiting.ask"), choices=(Choice(t("handoff.waiting.changed_mind"), "changed_mind", quiet=True),))


def hear_while_waiting(talk: Talk, said: Said) -> str:
    """Whatever is said is kept for staff; the button ends the waiting."""
    back = listen.normal(t("handoff.waiting.changed_mind"))
    if said.kind == "choice" or (said.kind == "text" and listen.normal(said.text) == back):
        handoffs.cancel(talk.tx, talk.line_user, talk.at)
        return "changed_mind"
    talk.says("handoff.waiting.noted")
    return "noted"


def ask_in_talk(talk: Talk) -> Card:
    """Staff have the word from here on."""
    talk.owner = "staff"
    return Card(t("handoff.talking.ask"))


def hear_in_talk(talk: Talk, said: Said) -> str:
    """The bot keeps silent: what is said stands in the transcript."""
    return ""


def hear_news(talk: Talk, said: Said) -> str:
    """Staff took the talk over, or gave it back."""
    act = said.facts.get("act") if said.kind == "staff" else None
    if act == "taken_over" and talk.state in (State.CONFIRMING, State.WAITING):
        return "taken_over"
    if act == "handed_back" and talk.state in (State.WAITING, State.TALKING):
        talk.owner = "bot"
        return "handed_back"
    return ""


steps = {
    State.CONFIRMING: Step(ask_confirmation, hear_confirmation),
    State.WAITING: Step(ask_to_wait, hear_while_waiting),
    State.TALKING: Step(ask_in_talk, hear_in_talk),
    State.DECLINED: prompts.ending("handoff.declined"),
    State.RETURNED: prompts.ending("handoff.returned"),
}

dialog = Dialog("handoff", machine, steps, news=hear_news)

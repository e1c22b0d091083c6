"""制度を知る: what the bond is, what it costs, how safe it is, whom to ask.

    制度を知る
    → マンションすまい・る債とは…
"""

from bot import listen
from bot.dialogs import prompts
from bot.locale import t
from bot.messages import Card, Choice, Link
from bot.state_machines.about import State, machine
from bot.talk import Dialog, Misheard, Said, Step, Talk

TOPICS = ("what", "safety", "costs", "contact")
PHONE = "tel:0120-0860-23"


def ask_topic(talk: Talk) -> Card:
    """One short card; the other topics as buttons."""
    topic = talk.told.get("topic", "what")
    others = tuple(Choice(t(f"about.{other}.title"), other) for other in TOPICS if other != topic)
    links = (Link(t("about.contact.call"), PHONE),) if topic == "contact" else ()
    return Card(t(f"about.{topic}.text"), t(f"about.{topic}.title"), links=links, choices=(*others, Choice(t("prompts.to_menu"), "enough", quiet=True)))


def hear_topic(talk: Talk, said: Said) -> str:
    """Another topic, or enough."""
    topic = listen.chosen(talk, said)
    if topic == "enough":
        talk.opens("menu")
        return "read_enough"
    if topic not in TOPICS:
        raise Misheard("prompts.choose_one")
    talk.told["topic"] = topic
    return "topic_chosen"


dialog = Dialog("about", machine, {State.READING: Step(ask_topic, hear_topic), State.FINISHED: prompts.ending("about.finished")})

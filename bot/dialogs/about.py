"""制度を知る: what the bond is, what it costs, how safe it is, whom to ask.

    制度を知る
    → マンションすまい・る債とは
      管理組合が大切に積み立てた修繕積立金を、安全に運用していただくための10年満期の債券です。住宅金融支援機構が発行します。
      ・1口50万円から、毎年1回、同じ口数を最長10回まで購入できます(1回だけでも可)
      ・毎年2月に利息を受け取れます
      ・1年たてば、必要な分だけ中途換金できます(手数料なし)
    費用について
    → 費用について
      債券の保護預り、利息や満期金の受け取り、中途換金の手数料はかかりません。
      積立金を振り込むときの手数料などは、管理組合のご負担です。
    メニューに戻る
    → ご用件をお選びください。
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

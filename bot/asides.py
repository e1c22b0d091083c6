"""Questions that belong to no dialog: go on or begin anew, really begin anew."""

from bot.locale import t
from bot.messages import Card, Choice
from bot.talk import Talk


def question(talk: Talk, name: str) -> Card:
    """The card of an aside: `restart` or `resume`; its answer is true or false."""
    return Card(
        text=t(f"prompts.{name}.ask"),
        choices=(Choice(t(f"prompts.{name}.yes"), True), Choice(t(f"prompts.{name}.no"), False)),
    )

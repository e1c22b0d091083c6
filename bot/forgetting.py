"""Once a day what has served its turn is forgotten (`domain/desk/forgetting.py`), by whichever process comes first."""

from bot.house import House
from domain.desk import forgetting
from domain.store import state

DONE_ON = "forgotten_on"


def run(house: House) -> int:
    """Forget, where nobody has done so today. Returns how many rows were emptied or taken away."""
    today = house.clock.today().isoformat()
    with house.db.reading() as tx:
        if state.get(tx, DONE_ON) == today:
            return 0
    with house.db.writing() as tx:
        state.put(tx, DONE_ON, today)
        return forgetting.forget(tx, house.clock.ms())

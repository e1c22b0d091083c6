"""The one door to `transitions`: a table of (trigger, from, to), built once, shared by all talks, pure to ask."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from transitions import Machine, MachineError


class NoSuchTransition(Exception):
    """A handler named a trigger that its state does not know: a bug, never a person's fault."""


class _Slot:
    # An unregistered model: the shared machine keeps no list of the talks it ever served.
    __slots__ = ("state",)

    def __init__(self, state: str) -> None:
        self.state = state


class DialogMachine:
    """A flat machine without callbacks; `after` is a pure function of its table."""

    def __init__(self, *, states: type[StrEnum], start: StrEnum, transitions: Iterable[Sequence[str]]) -> None:
        self.states = states
        self.start = str(start)
        self.table = tuple((str(trigger), str(source), str(target)) for trigger, source, target in transitions)
        self._machine = Machine(
            model=None,
            states=[str(state) for state in states],
            transitions=[list(row) for row in self.table],
            initial=self.start,
            auto_transitions=False,
        )
        sources = {source for _, source, _ in self.table}
        self._known: dict[tuple[str, str], str] = {}
        self.ends = frozenset(str(state) for state in states if str(state) not in sources)

    def after(self, state: str, trigger: str) -> str:
        """The state that follows. Raises NoSuchTransition."""
        if (state, trigger) not in self._known:
            self._known[state, trigger] = self._asked(state, trigger)
        return self._known[state, trigger]

    def _asked(self, state: str, trigger: str) -> str:
        event = self._machine.events.get(trigger)
        slot = _Slot(state)
        try:
            if event is None or not event.trigger(slot):
                raise NoSuchTransition(f"{trigger!r} from {state!r}")
        except MachineError:
            raise NoSuchTransition(f"{trigger!r} from {state!r}") from None
        return str(slot.state)

    def knows(self, state: str) -> bool:
        """Whether the state exists in this version of the flow: an old talk may stand in one that is gone."""
        return state in {str(s) for s in self.states}

    def mermaid(self) -> str:
        """The machine as a mermaid state diagram, in the order of its table."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.start}"]
        lines += [f"    {source} --> {target} : {trigger}" for trigger, source, target in self.table]
        lines += [f"    {end} --> [*]" for end in sorted(self.ends)]
        return "\n".join(lines) + "\n"

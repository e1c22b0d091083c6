"""The switches that make the platform misbehave, with seeded random numbers."""

from __future__ import annotations

import random
import threading
from dataclasses import dataclass
from typing import Any

from emulator.errors import ControlError, LineError

FAULTS = ("rate", "monthly", "reserved", "error500", "timeout", "reset", "lost", "delay")
RATE = "The API rate limit has been exceeded. Try again later."
MONTHLY = "You have reached your monthly limit."


@dataclass
class Rule:
    """One fault: where it strikes, how often, how many times more."""

    fault: str
    endpoint: str = "*"
    probability: float = 1.0
    count: int | None = None
    seconds: float = 10.0
    ms: int = 200

    def facts(self) -> dict[str, Any]:
        """The rule as the control API shows it."""
        return dict(vars(self))


class Switches:
    """The faults of the API and of the webhook sender. Thread-safe."""

    def __init__(self, seed: int, redelivery: bool) -> None:
        self.lock = threading.Lock()
        self.first_seed = seed
        self.first_redelivery = redelivery
        self.reset()

    def reset(self) -> None:
        """Put every switch back and begin the random numbers again."""
        self.seed = self.first_seed
        self.random = random.Random(self.seed)  # noqa: S311 - faults must be repeatable.
        self.rules: list[Rule] = []
        self.webhook: dict[str, Any] = {**WEBHOOK, "redelivery": self.first_redelivery}

    def facts(self) -> dict[str, Any]:
        """All switches as JSON."""
        with self.lock:
            rules = [rule.facts() for rule in self.rules]
            return {"seed": self.seed, "api": rules, "webhook": dict(self.webhook)}

    def set(self, wanted: dict[str, Any]) -> None:
        """Merge what is wanted into the switches. Raises ControlError when a name is not known."""
        rules = [self._rule(entry) for entry in wanted.get("api", [])]
        unknown = set(wanted.get("webhook", {})) - set(WEBHOOK)
        if unknown:
            raise ControlError(400, f"unknown webhook switch: {', '.join(sorted(unknown))}")
        with self.lock:
            if wanted.get("reset"):
                self.reset()
            if "seed" in wanted:
                self.seed = wanted["seed"]
                self.random = random.Random(self.seed)  # noqa: S311 - faults must be repeatable.
            if "api" in wanted:
                self.rules = rules
            self.webhook.update(wanted.get("webhook", {}))

    def strike(self, endpoint: str) -> Rule | None:
        """The fault that hits this call of the API, if any; its count goes down by one."""
        with self.lock:
            for rule in self.rules:
                if self._hits(rule, endpoint):
                    if rule.count is not None:
                        rule.count -= 1
                    return rule
        return None

    def chance(self, probability: float) -> bool:
        """A seeded yes with this probability (0 to 1)."""
        with self.lock:
            return self.random.random() < probability

    def copies(self) -> int:
        """How often the next webhook event is to be sent besides being sent once."""
        most, often = int(self.webhook["duplicates"]), float(self.webhook["duplicateProbability"])
        if most <= 1 or not self.chance(often):
            return 0
        with self.lock:
            return self.random.randint(1, most) - 1

    def shuffle(self, things: list[Any]) -> None:
        """Put things into a seeded random order."""
        with self.lock:
            self.random.shuffle(things)

    def _rule(self, entry: dict[str, Any]) -> Rule:
        if entry.get("fault") not in FAULTS:
            raise ControlError(400, f"unknown fault: {entry.get('fault')}")
        try:
            return Rule(**entry)
        except TypeError as trouble:
            raise ControlError(400, str(trouble)) from trouble

    def _hits(self, rule: Rule, endpoint: str) -> bool:
        if rule.endpoint not in ("*", endpoint) or rule.count == 0:
            return False
        return self.random.random() < rule.probability


def refusal(fault: str) -> LineError | None:
    """LINE's answer for a fault that is an answer; None for faults of the wire."""
    return LineError(*REFUSALS[fault]) if fault in REFUSALS else None


# LINE reserves messages while it delivers, so that the monthly limit can be answered while some are left:
# `reserved` has the same body as `monthly`, but the quota endpoints still show room.
REFUSALS = {
    "rate": (429, RATE),
    "monthly": (429, MONTHLY),
    "reserved": (429, MONTHLY),
    "error500": (500, "Internal Server Error"),
}
WEBHOOK: dict[str, Any] = {
    "duplicates": 1,
    "duplicateProbability": 1.0,
    "window": 0,
    "batch": 1,
    "drop": 0.0,
    "delayMs": 0,
    "timeoutSeconds": 2.0,
    "redelivery": False,
    "attempts": 5,
    "backoff": [0.05, 0.1, 0.2, 0.5],
}

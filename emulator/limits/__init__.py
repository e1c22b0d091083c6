"""LINE's limits on messages: every fault of a body is found and named as LINE names it."""

from __future__ import annotations

from emulator.limits.check import Context, check_messages, raise_for

__all__ = ["Context", "check_messages", "raise_for"]

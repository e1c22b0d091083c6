"""How the platform says no: a status and LINE's own body."""

from __future__ import annotations

from typing import Any

Detail = dict[str, str]


class LineError(Exception):
    """One refused API call: its HTTP status, LINE's message, and details with the property at fault."""

    def __init__(self, status: int, message: str, details: list[Detail] | None = None, **more: Any) -> None:
        super().__init__(message)
        self.status = status
        self.body: dict[str, Any] = {"message": message}
        if details:
            self.body["details"] = details
        self.body.update(more)
        self.headers: dict[str, str] = {}


class ControlError(Exception):
    """One refused control call: not part of LINE, answered as {"error": …}."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


def body_errors(details: list[Detail]) -> LineError:
    """The refusal of a body whose parts are wrong; the number of details is in the message."""
    return LineError(400, f"The request body has {len(details)} error(s)", details)


def invalid_property(name: str) -> LineError:
    """The refusal of one property of the wrong type or form."""
    return LineError(400, f"The property, '{name}', in the request body is invalid (line: -, column: -)")


def not_found() -> LineError:
    """The refusal of what does not exist or may not be seen."""
    return LineError(404, "Not found")

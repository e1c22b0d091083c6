"""Images, video, audio, places and stickers. What stands behind a URL is not fetched, as LINE does not while sending."""

from __future__ import annotations

from typing import Any

from emulator.limits.common import Faults

LONGEST_SOUND = 24 * 60 * 60 * 1000  # No limit is documented; a day in milliseconds keeps typos out.


def check_image(faults: Faults, path: str, message: dict[str, Any]) -> None:
    """Both URLs, https, up to 2,000 characters."""
    faults.url(f"{path}.originalContentUrl", message.get("originalContentUrl"))
    faults.url(f"{path}.previewImageUrl", message.get("previewImageUrl"))


def check_video(faults: Faults, path: str, message: dict[str, Any]) -> None:
    """As an image, with a tracking ID of at most 100 characters."""
    check_image(faults, path, message)
    faults.text(f"{path}.trackingId", message.get("trackingId"), 100, least=0)


def check_audio(faults: Faults, path: str, message: dict[str, Any]) -> None:
    """One URL and a duration in milliseconds."""
    faults.url(f"{path}.originalContentUrl", message.get("originalContentUrl"))
    faults.whole(f"{path}.duration", message.get("duration"), 1, LONGEST_SOUND)


def check_location(faults: Faults, path: str, message: dict[str, Any]) -> None:
    """Title and address of at most 100 each, and a point on the globe."""
    faults.text(f"{path}.title", message.get("title"), 100)
    faults.text(f"{path}.address", message.get("address"), 100)
    faults.number(f"{path}.latitude", message.get("latitude"), -90, 90)
    faults.number(f"{path}.longitude", message.get("longitude"), -180, 180)


def check_sticker(faults: Faults, path: str, message: dict[str, Any]) -> None:
    """Package and sticker, both as text made of digits."""
    for name in ("packageId", "stickerId"):
        value = message.get(name)
        if not isinstance(value, str) or not value.isdigit():
            faults.add(f"{path}.{name}", "Must be a sticker that may be sent")

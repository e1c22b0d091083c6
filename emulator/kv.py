"""Room for the side apps (mailbox, authenticator, vendors): JSON values and bytes under (space, key)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from emulator.world import World


class KeyValues:
    """JSON values in named spaces; thread-safe, and durable before a call returns when the world is kept."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.spaces: dict[str, dict[str, Any]] = {}
        for key, (space, name, value) in world.store.load("kv"):
            assert key
            self.spaces.setdefault(space, {})[name] = value

    def get(self, space: str, key: str, default: Any = None) -> Any:
        """The value, or the default."""
        with self.world.lock:
            return self.spaces.get(space, {}).get(key, default)

    def put(self, space: str, key: str, value: Any) -> None:
        """Keep a JSON value under (space, key), in place of what was there."""
        with self.world.change():
            self.spaces.setdefault(space, {})[key] = value
            self.world.store.put("kv", f"{space}\x1f{key}", [space, key, value])

    def delete(self, space: str, key: str) -> None:
        """Forget a value; no complaint when there is none."""
        with self.world.change():
            self.spaces.get(space, {}).pop(key, None)
            self.world.store.delete("kv", f"{space}\x1f{key}")

    def items(self, space: str) -> list[tuple[str, Any]]:
        """All (key, value) of a space in the order of first writing."""
        with self.world.lock:
            return list(self.spaces.get(space, {}).items())

    def append(self, space: str, value: Any) -> str:
        """Keep a value under the next number of its space, and return that number as text."""
        with self.world.change():
            numbers = [int(key) for key in self.spaces.get(space, {}) if key.isdigit()]
            key = str(max(numbers, default=0) + 1)
            self.put(space, key, value)
            return key


class Blobs:
    """Bytes in named spaces, each with its content type."""

    def __init__(self, world: World) -> None:
        self.world = world

    def put(self, space: str, key: str, data: bytes, content_type: str) -> None:
        """Keep bytes under (space, key)."""
        with self.world.change():
            self.world.store.put_blob(space, key, data, content_type)

    def get(self, space: str, key: str) -> tuple[bytes, str] | None:
        """The bytes and their content type, or None."""
        with self.world.lock:
            return self.world.store.get_blob(space, key)

    def delete(self, space: str, key: str) -> None:
        """Forget bytes; no complaint when there are none."""
        with self.world.change():
            self.world.store.delete_blob(space, key)

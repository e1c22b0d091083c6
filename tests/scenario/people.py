"""What people do with their phones: mostly the right thing, sometimes anything else."""

import random
from collections.abc import Callable
from typing import Any

from emulator.driver import Phone
from emulator.screen import buttons

RIGHT = (
    "メニュー", "ヘルプ", "戻る", "やめる", "最初から", "担当者", "利用登録", "登録済みの方", "制度を知る", "はい", "いいえ", "1", "２", "3",
    "こんにちは", "はい、代表者本人です", "同意する", "続きから",
)  # fmt: skip
WRONG = (
    "？？？", "あ", "👨‍👩‍👧‍👦" * 3, "\u200b\u200b", "\u202eexe.pdf", "{ $x } {{7*7}} %s", "<script>alert(1)</script>", "=1+1", "九十九",
    "999", "-1", "123456", "長い" * 2400, "\ud83d", "a\x00b", "to_paid", "__class__", "\r\nBcc: x@example.jp", "ﾒﾆｭ", "髙",
)  # fmt: skip


class Person:
    """One person with a phone and a will of their own (seeded)."""

    def __init__(self, phone: Phone, world: Any, seed: str) -> None:
        self.phone, self.world = phone, world
        self.will = random.Random(seed)
        self.friend = False
        self.tapped: list[str] = []  # data of buttons that were tapped once
        self.others: Callable[[], str | None] = lambda: None  # a button of somebody else's card

    @property
    def name(self) -> str:
        """The LINE user ID."""
        return self.phone.user_id

    def acts(self) -> int:
        """Do one thing; returns how many events it makes."""
        if not self.friend:
            self.friend = True
            if self.world.tables["user"][self.name]["blocked"]:
                self.phone.unblock()
            else:
                self.phone.follow()
            return 1
        act = self.will.choices(tuple(ACTS), tuple(ACTS.values()))[0]
        return int(getattr(self, f"_{act}")())

    def on_screen(self) -> list[dict[str, Any]]:
        """The actions that can be tapped on the newest card and the quick replies below it."""
        with self.world.lock:
            items = list(self.world.items[self.name])[-6:]
        return [
            found.action for found in buttons(items, None) if found.action["type"] in ("postback", "message")
        ]

    def sees_answer(self, since: int) -> bool:
        """Whether the bot has said something after bubble `since`."""
        with self.world.lock:
            items = self.world.items[self.name]
            return bool(items) and items[-1]["from"] == "bot" and items[-1]["seq"] > since

    def seq(self) -> int:
        """The number of the newest bubble."""
        with self.world.lock:
            items = self.world.items[self.name]
            return items[-1]["seq"] if items else 0

    def _tap(self) -> int:
        shown = self.on_screen()
        if not shown:
            return self._write()
        # The newest card comes after the quick replies; its first buttons lead on.
        self._perform(self.will.choice(shown))
        return 1

    def _double_tap(self) -> int:
        shown = [action for action in self.on_screen() if action["type"] == "postback"]
        if not shown:
            return self._write()
        action = self.will.choice(shown)
        for _ in range(2):
            self._perform(action)
        return 2

    def _perform(self, action: dict[str, Any]) -> None:
        if action["type"] == "postback":
            self.tapped.append(action["data"])
            self.phone.posts_back(action["data"], displayText=action.get("displayText"))
        else:
            self.phone.says(action["text"])

    def _write(self) -> int:
        self.phone.says(self.will.choice(RIGHT))
        return 1

    def _write_wrong(self) -> int:
        self.phone.says(self.will.choice(WRONG))
        return 1

    def _ask_for_staff(self) -> int:
        for words in ("担当者", "はい"):
            self.phone.says(words)
        return 2

    def _old_card(self) -> int:
        if not self.tapped:
            return self._write()
        self.phone.posts_back(self.will.choice(self.tapped))
        return 1

    def _others_card(self) -> int:
        data = self.others()
        self.phone.posts_back(data or "00000000:0")
        return 1

    def _forged(self) -> int:
        shown = [action["data"] for action in self.on_screen() if action["type"] == "postback"]
        card = self.will.choice(shown).partition(":")[0] if shown else "deadbeef"
        self.phone.posts_back(
            self.will.choice(
                (f"{card}:99", f"{card}:-1", f"{card}:٣", card, ":", "approve", f"{card}:0:0", "x" * 300)
            )
        )
        return 1

    def _sticker(self) -> int:
        self.phone.sends_sticker()
        return 1

    def _file(self) -> int:
        self.phone.sends("image", b"\xff\xd8\xff\xe0 not a photo", "写真.jpg")
        return 1

    def _place(self) -> int:
        self.phone.sends_location()
        return 1

    def _block(self) -> int:
        self.phone.block()
        self.friend = False
        return 1


ACTS = {  # what is done, how often
    "tap": 42, "double_tap": 6, "write": 22, "write_wrong": 9, "old_card": 5, "others_card": 3, "forged": 3, "sticker": 3,
    "file": 2, "place": 2, "block": 3, "ask_for_staff": 2,
}  # fmt: skip

"""How many calls may begin in any second: LINE's limit is the channel's, however many processes send."""

import time
from collections import deque

MOST_A_SECOND = 1_600  # LINE allows a channel 2,000: a process stays 20 % below, what it has claimed ahead included


class Pace:
    """How many calls may begin just now, when so many may begin within any second."""

    def __init__(self, most: int) -> None:
        self._most, self._left = most, most
        self._began: deque[tuple[float, int]] = deque()

    def free(self) -> int:
        """How many may begin."""
        while self._began and self._began[0][0] <= time.monotonic() - 1:
            self._left += self._began.popleft()[1]
        return self._left

    def allow(self, most: int) -> None:
        """So many a second from now on."""
        self._left += most - self._most
        self._most = most

    def took(self, calls: int) -> None:
        """So many begin now."""
        if calls:
            self._began.append((time.monotonic(), calls))
            self._left -= calls

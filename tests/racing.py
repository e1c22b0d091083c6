"""Several at once: every one waits at the gate until all are there."""

import threading
from collections.abc import Callable, Sequence
from typing import Any


def together(work: Sequence[Callable[[], Any]]) -> list[Any]:
    """Run all at once; what each returned or raised, in their order."""
    gate, results = threading.Barrier(len(work)), [None] * len(work)

    def run(n: int) -> None:
        gate.wait()
        try:
            results[n] = work[n]()
        except Exception as refused:
            results[n] = refused

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(work))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results

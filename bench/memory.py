"""How much memory the embedded server holds: after its start, and while 100,000 people talk to it.

    python -m bench.memory             figures as a table, with the goals
    python -m bench.memory --json      the same for programs

The server is whole (web, workers, sweep, sender) in a process of its own; LINE takes whatever it sends. Signed webhooks of
fifty events each come from people who were never heard of before: one greeting each, through inbox, turn and outbox.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench import house
from bench.tell import main

TALKS = 100_000
GOALS = {"memory_mb_after_start": ("<=", 200.0), "memory_mb_after_talks": ("<=", 200.0), "memory_growth_mb": ("<=", 20.0)}


def run(talks: int = TALKS) -> dict[str, Any]:
    """Resident megabytes, after start, after a tenth and after all talks; growth is between the last two."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "bench.memory_server", house.sqlite(folder), str(talks)]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=Path(__file__).resolve().parents[1])
    told: dict[str, Any] = json.loads(done.stdout)
    assert told["memory_answers_sent"] == talks, f"{told['memory_answers_sent']} answers to {talks} people"
    return told


if __name__ == "__main__":
    sys.exit(main(run, GOALS))

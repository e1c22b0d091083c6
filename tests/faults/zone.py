"""The small story on this host: everything it has said and kept, one row a line. What is random is left out."""

import logging
import re
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import select

from domain import passwords
from domain.store.tables import outgoing, talk
from tests.scenario.refold import _plain
from tests.scenario.small import Small
from tests.scenario.story import STORY

RANDOM = re.compile(r"\b[0-9a-f]{8,}\b|/p/[\w-]+|[A-Z]-[0-9A-Z]{4}-[0-9A-Z]{4}|\b[\w-]{43}\b")


def main() -> None:
    """Print it."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    passwords.hasher(passwords.CHEAP)
    time.tzset()
    with tempfile.TemporaryDirectory() as home:
        small = Small(Path(home))
        small.plays(STORY)
        with small.house.db.reading() as tx:
            rows: list[Any] = list(tx.execute(select(outgoing.c.kind, outgoing.c.line_user, outgoing.c.payload, outgoing.c.created_at).order_by(outgoing.c.id)))
            rows += list(tx.execute(select(talk.c.line_user, talk.c.dialog, talk.c.state, talk.c.told).order_by(talk.c.line_user)))
        small.gone()
    sys.stdout.write("".join(f"{RANDOM.sub('…', _plain(list(row)))}\n" for row in rows))


if __name__ == "__main__":
    main()

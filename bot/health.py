"""What machines ask of a web process: /healthz (it lives), /readyz (it can work), /metrics (figures, for who has the token)."""

import hmac
import time
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any

import structlog
from flask import Blueprint, Response, abort, jsonify, request
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from bot.house import STALLED_SECONDS, House, house
from domain.store import figures, migrate

LAST_MS = 60_000

blueprint = Blueprint("health", __name__)
log = structlog.get_logger()


@blueprint.get("/healthz")
def healthz() -> Response:
    """The process lives; nothing else is asked, so that a sick database does not get the web killed."""
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/readyz")
def readyz() -> tuple[Response, int]:
    """200 where the database answers, its schema is not too old, and somebody takes the turns; else 503 and what fails."""
    found = {name: check(house()) for name, check in CHECKS.items()}
    return jsonify(found), 200 if all(found.values()) else 503


@blueprint.get("/metrics")
def metrics() -> Response:
    """Prometheus' text. Without METRICS_TOKEN there is no such page; a proxy makes every visitor look local."""
    token, shown = house().settings.metrics_token, request.headers.get("Authorization", "")
    if not token:
        abort(404)
    if not hmac.compare_digest(shown.encode("utf-8", "replace"), f"Bearer {token}".encode()):
        abort(403)
    registry = CollectorRegistry()
    registry.register(Figures(house()))
    return Response(generate_latest(registry), mimetype="text/plain")


class Figures:
    """Collects everything in one read transaction."""

    def __init__(self, home: House) -> None:
        self._home = home

    def describe(self) -> Iterable[Metric]:
        """Nothing ahead of time: names come with their figures."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Every figure."""
        began = time.monotonic()
        with self._home.db.reading() as tx:
            seen = Seen(tx, self._home.clock.ms())
            for name, help_text, labels, read in GAUGES:
                gauge = GaugeMetricFamily(f"sumairu_{name}", help_text, labels=labels)
                for values, figure in read(seen):
                    gauge.add_metric(values, figure)
                yield gauge
        ages = self._home.engine.heartbeats()
        yield GaugeMetricFamily("sumairu_workers", f"Workers that gave a sign of life within {STALLED_SECONDS} s", value=sum(age < STALLED_SECONDS for age in ages))
        yield GaugeMetricFamily("sumairu_metrics_seconds", "What these figures cost", value=time.monotonic() - began)


Found = Iterable[tuple[tuple[str, ...], float]]


class Seen:
    """What the database tells during one scrape: a number and its age are of one query, asked once."""

    def __init__(self, tx: Connection, at: int) -> None:
        self.tx, self.at = tx, at

    @cached_property
    def inbox(self) -> tuple[int, int | None]:
        """What waits, and since when."""
        return figures.inbox(self.tx)

    @cached_property
    def outbox(self) -> dict[str, tuple[int, int]]:
        """The same of each kind of message."""
        return figures.outbox(self.tx)

    @cached_property
    def talks(self) -> tuple[int, int | None]:
        """The same of people."""
        return figures.talks_waiting(self.tx)

    @cached_property
    def quota(self) -> dict[str, Any] | None:
        """What LINE last said of the month."""
        return figures.quota(self.tx)

    def age(self, since: int | None) -> float:
        """Seconds since a moment (ms), 0 where there is none."""
        return max(0.0, (self.at - since) / 1000) if since else 0.0


def _stuck(seen: Seen) -> Found:
    told = figures.stuck(seen.tx)
    return [((state,), told.get(state, 0)) for state in ("failed", "unknown", "expired")]


def _quota(seen: Seen) -> Found:
    told = seen.quota
    return [((), told["limit"] - told["used"])] if told and told["limit"] is not None else []


GAUGES: tuple[tuple[str, str, tuple[str, ...], Callable[[Seen], Found]], ...] = (
    ("inbox_waiting", "Events nobody has taken yet", (), lambda seen: [((), seen.inbox[0])]),
    ("inbox_oldest_seconds", "Age of the oldest of them", (), lambda seen: [((), seen.age(seen.inbox[1]))]),
    ("inbox_quarantined", "Events set aside for a person", (), lambda seen: [((), figures.quarantined(seen.tx))]),
    ("turns_last_minute", "Events taken within the last minute", (), lambda seen: [((), figures.turns_since(seen.tx, seen.at - LAST_MS))]),
    ("outbox_waiting", "Messages to be sent", ("kind",), lambda seen: [((kind,), count) for kind, (count, _) in seen.outbox.items()]),
    ("outbox_oldest_seconds", "Age of the oldest of them", ("kind",),
     lambda seen: [((kind,), seen.age(since)) for kind, (_, since) in seen.outbox.items()]),
    ("outbox_stuck", "Messages a person must look at: dead letters", ("state",), _stuck),
    ("sends_last_minute", "Messages that came to an end within the last minute", ("kind", "outcome"),
     lambda seen: figures.sends_since(seen.tx, seen.at - LAST_MS).items()),
    ("talks_waiting", "People waiting for a person", (), lambda seen: [((), seen.talks[0])]),
    ("talks_oldest_seconds", "How long the first of them has waited", (), lambda seen: [((), seen.age(seen.talks[1]))]),
    ("quota_left", "Messages LINE still takes this month", (), _quota),
    ("quota_age_seconds", "Since when that is known", (), lambda seen: [((), seen.age(seen.quota["at"]))] if seen.quota else []),
    ("sending_armed", "1 where this copy of the database may send", (), lambda seen: [((), float(figures.may_send(seen.tx)))]),
)  # fmt: skip


def _database(home: House) -> bool:
    try:
        with home.db.reading() as tx:
            tx.execute(text("SELECT 1"))
    except (SQLAlchemyError, OSError):
        log.exception("the database does not answer")
        return False
    return True


def _schema(home: House) -> bool:
    """An upgrade runs while processes of the last version serve: a newer schema is as good as theirs."""
    try:
        at = migrate.version(home.db)
        return at is not None and at not in migrate.known()[1:]
    except (SQLAlchemyError, OSError):
        return False


def _engine(home: House) -> bool:
    try:
        return any(age < STALLED_SECONDS for age in home.engine.heartbeats())
    except (SQLAlchemyError, OSError):
        return False


CHECKS: dict[str, Callable[[House], bool]] = {"database": _database, "schema": _schema, "engine": _engine}

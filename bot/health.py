"""What machines ask of a web process: /healthz (it lives), /readyz (it can work), /metrics (figures, for who has the token)."""

import hmac
import time
from collections.abc import Callable, Iterable, Iterator

import structlog
from flask import Blueprint, Response, abort, jsonify, request
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from bot.house import House, house
from domain.store import figures, migrate

SILENT_SECONDS = 30  # after which a worker counts as dead
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
            for name, help_text, labels, read in GAUGES:
                gauge = GaugeMetricFamily(f"sumairu_{name}", help_text, labels=labels)
                for values, figure in read(tx, self._home.clock.ms()):
                    gauge.add_metric(values, figure)
                yield gauge
        ages = self._home.engine.heartbeats()
        yield GaugeMetricFamily("sumairu_workers", "Workers that gave a sign of life within 30 s", value=sum(age < SILENT_SECONDS for age in ages))
        yield GaugeMetricFamily("sumairu_metrics_seconds", "What these figures cost", value=time.monotonic() - began)


Found = Iterable[tuple[tuple[str, ...], float]]


def _age(since: int | None, at: int) -> float:
    return max(0.0, (at - since) / 1000) if since else 0.0


def _inbox(tx: Connection, at: int) -> Found:
    return [((), figures.inbox(tx)[0])]


def _inbox_age(tx: Connection, at: int) -> Found:
    return [((), _age(figures.inbox(tx)[1], at))]


def _outbox(tx: Connection, at: int) -> Found:
    return [((kind,), count) for kind, (count, _) in figures.outbox(tx).items()]


def _outbox_age(tx: Connection, at: int) -> Found:
    return [((kind,), _age(since, at)) for kind, (_, since) in figures.outbox(tx).items()]


def _stuck(tx: Connection, at: int) -> Found:
    told = figures.stuck(tx)
    return [((state,), told.get(state, 0)) for state in ("failed", "unknown", "expired")]


def _quota(tx: Connection, at: int) -> Found:
    told = figures.quota(tx)
    return [((), told["limit"] - told["used"])] if told and told["limit"] is not None else []


def _quota_age(tx: Connection, at: int) -> Found:
    told = figures.quota(tx)
    return [((), _age(told["at"], at))] if told else []


GAUGES: tuple[tuple[str, str, tuple[str, ...], Callable[[Connection, int], Found]], ...] = (
    ("inbox_waiting", "Events nobody has taken yet", (), _inbox),
    ("inbox_oldest_seconds", "Age of the oldest of them", (), _inbox_age),
    ("inbox_quarantined", "Events set aside for a person", (), lambda tx, at: [((), figures.quarantined(tx))]),
    ("turns_last_minute", "Events taken within the last minute", (), lambda tx, at: [((), figures.turns_since(tx, at - LAST_MS))]),
    ("outbox_waiting", "Messages to be sent", ("kind",), _outbox),
    ("outbox_oldest_seconds", "Age of the oldest of them", ("kind",), _outbox_age),
    ("outbox_stuck", "Messages a person must look at: dead letters", ("state",), _stuck),
    ("sends_last_minute", "Messages that came to an end within the last minute", ("kind", "outcome"),
     lambda tx, at: figures.sends_since(tx, at - LAST_MS).items()),
    ("talks_waiting", "People waiting for a person", (), lambda tx, at: [((), figures.talks_waiting(tx)[0])]),
    ("talks_oldest_seconds", "How long the first of them has waited", (), lambda tx, at: [((), _age(figures.talks_waiting(tx)[1], at))]),
    ("quota_left", "Messages LINE still takes this month", (), _quota),
    ("quota_age_seconds", "Since when that is known", (), _quota_age),
    ("sending_armed", "1 where this copy of the database may send", (), lambda tx, at: [((), float(figures.may_send(tx)))]),
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
        return any(age < SILENT_SECONDS for age in home.engine.heartbeats())
    except (SQLAlchemyError, OSError):
        return False


CHECKS: dict[str, Callable[[House], bool]] = {"database": _database, "schema": _schema, "engine": _engine}

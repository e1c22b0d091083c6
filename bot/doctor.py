"""`sumairu doctor`: looks at everything that must be right, one line each, and says what to do where it is not.

Here, and not at the start of a process, LINE is asked: see `bot/fitness.py`. Nothing is changed and nothing is sent.
"""

import email.utils
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PIL import ImageFont
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot import fitness, scanner
from bot.clock import Clock
from bot.house import STALLED_SECONDS
from bot.line_client import LineClient, LineUnreachable
from bot.line_menus import LineMenus, MenuCallRefused
from bot.locale import t
from bot.papers.paper import FONTS
from bot.richmenu import menus, sync
from bot.settings import Settings, SettingsRefused, read
from bot.start import line_client, opened
from bot.webhook import PATH
from domain.store import arming, keys
from domain.store.db import Database
from domain.store.sealed import keyring

CLOCK_MOST_S = 10  # seconds between LINE's clock and ours: a code of the authenticator lives thirty
QUOTA_LOUD = 0.9


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found. state: ok, ng, or note where nothing is broken but somebody should know."""

    state: str
    text: str


@dataclass(slots=True)
class Visit:
    """What the checks look at."""

    settings: Settings
    db: Database
    line: LineClient
    menus: LineMenus
    clock: Clock


def run() -> int:
    """Every check; returns 1 where one of them is NG."""
    try:
        settings = read()
        keyring.use(settings.data_keys)
        with opened(settings) as db:
            rich_menus = LineMenus(settings.line_api_url, settings.line_data_api_url, settings.line_channel_access_token)
            return examine(Visit(settings, db, line_client(settings), rich_menus, Clock()))
    except SettingsRefused as refusal:
        return 1 if told("settings", Finding("ng", t("doctor.settings.ng", why=str(refusal)))) else 0


def examine(visit: Visit) -> int:
    """Print a line a check; returns the exit code."""
    bad = [name for name, check in CHECKS if told(name, _checked(check, visit))]
    print(t("doctor.sum.bad", bad=len(bad)) if bad else t("doctor.sum.well"))
    return 1 if bad else 0


def told(name: str, finding: Finding) -> bool:
    """Print a finding; returns whether it is NG."""
    print(f"{t(f'doctor.state.{finding.state}')} {t(f'doctor.check.{name}')}: {finding.text}", flush=True)
    return finding.state == "ng"


def _checked(check: Callable[[Visit], Finding], visit: Visit) -> Finding:
    try:
        return check(visit)
    except LineUnreachable as error:
        return _ng("doctor.line.silent", why=str(error)) if error.status == 0 else _ng("doctor.line.refused", why=str(error))
    except MenuCallRefused as error:
        return _ng("doctor.line.refused", why=str(error))
    except SQLAlchemyError:
        return _ng("doctor.database.first")


def _ok(key: str, **facts: Any) -> Finding:
    return Finding("ok", t(key, **facts))


def _ng(key: str, **facts: Any) -> Finding:
    return Finding("ng", t(key, **facts))


def _note(key: str, **facts: Any) -> Finding:
    return Finding("note", t(key, **facts))


def _settings(visit: Visit) -> Finding:
    if visit.settings.line_channel_secret_old:
        return _note("doctor.settings.two_secrets")
    return _ok("doctor.settings.ok")


def _database(visit: Visit) -> Finding:
    try:
        with visit.db.reading() as tx:
            if off := fitness.unflushed(tx):
                return _ng("doctor.database.unflushed", names=", ".join(off))
            return _ok("doctor.database.ok", kind=tx.dialect.name)
    except DBAPIError as error:
        return _ng("doctor.database.ng", why=str(fitness.unreachable(visit.db.url, error)))


def _schema(visit: Visit) -> Finding:
    wrong = fitness.schema_trouble(visit.db)
    return _ng("doctor.schema.ng", why=wrong) if wrong else _ok("doctor.schema.ok")


def _keys(visit: Visit) -> Finding:
    with visit.db.reading() as tx:
        trouble = keys.data_trouble(tx, visit.settings.data_keys)
        shared = keys.share_a_secret(tx, visit.settings.secret_keys)
    if trouble is not None:
        return _ng("doctor.keys.data", number=trouble[1])
    return _ok("doctor.keys.ok") if shared else _ng("doctor.keys.signing")


def _engine(visit: Visit) -> Finding:
    if visit.settings.engine == "threads":
        return _ok("doctor.engine.threads")
    from bot import jobs

    if wrong := jobs.check(visit.db):
        return _ng("doctor.engine.ng", why=wrong)
    alive = sum(age < STALLED_SECONDS for age in jobs.heartbeats(visit.db))
    return _ok("doctor.engine.ok", alive=alive) if alive else _ng("doctor.engine.nobody")


def _sending(visit: Visit) -> Finding:
    with visit.db.reading() as tx:
        return _ok("doctor.sending.ok") if arming.armed(tx) else _ng("doctor.sending.ng")


def _token(visit: Visit) -> Finding:
    try:
        told = visit.line.get("/v2/bot/info")
    except LineUnreachable as error:
        if error.status in (401, 403):
            return _ng("doctor.token.ng")
        raise
    return _ok("doctor.token.ok", name=told.get("displayName", ""), id=told.get("basicId", ""))


def _webhook(visit: Visit) -> Finding:
    wanted = f"{visit.settings.public_url}{PATH}"
    try:
        told = visit.line.get("/v2/bot/channel/webhook/endpoint")
    except LineUnreachable as error:
        if error.status == 404:
            return _ng("doctor.webhook.none", wanted=wanted)
        raise
    if told.get("endpoint") != wanted:
        return _ng("doctor.webhook.other", wanted=wanted, found=str(told.get("endpoint")))
    return _ok("doctor.webhook.ok", wanted=wanted) if told.get("active") else _ng("doctor.webhook.off")


def _arrives(visit: Visit) -> Finding:
    """LINE sends our webhook an empty list of events, and tells what came back."""
    told = visit.line.ask("POST", "/v2/bot/channel/webhook/test")[0]
    if told.get("success"):
        return _ok("doctor.arrives.ok")
    if told.get("statusCode") == 400:
        return _ng("doctor.arrives.signature")
    return _ng("doctor.arrives.ng", why=f"{told.get('reason')} {told.get('detail')}")


def _menus(visit: Visit) -> Finding:
    there = {menu["richMenuId"]: menu["name"] for menu in visit.menus.list_rich_menus()}
    aliases = visit.menus.list_aliases()
    lacking = [one.name for one in menus.MENUS if there.get(aliases.get(sync.alias(one), "")) != sync.full_name(one)]
    with visit.db.reading() as tx:
        lacking += [one.name for one in menus.MENUS if sync.menu_id(tx, one.name) not in there and one.name not in lacking]
    if not lacking and visit.menus.get_default() != aliases[sync.alias(next(one for one in menus.MENUS if one.name == menus.GUESTS.name))]:
        lacking = [menus.GUESTS.name]
    return _ng("doctor.menus.ng", names=" ".join(lacking)) if lacking else _ok("doctor.menus.ok")


def _quota(visit: Visit) -> Finding:
    plan, used = visit.line.get("/v2/bot/message/quota"), int(visit.line.get("/v2/bot/message/quota/consumption")["totalUsage"])
    if plan.get("type") != "limited":
        return _ok("doctor.quota.free", used=used)
    limit = int(plan["value"])
    facts = {"left": max(0, limit - used), "limit": limit}
    if used >= limit:
        return _ng("doctor.quota.ng", **facts)
    return _note("doctor.quota.low", **facts) if used >= QUOTA_LOUD * limit else _ok("doctor.quota.ok", **facts)


def _clock(visit: Visit) -> Finding:
    shown = {name.lower(): value for name, value in visit.line.ask("GET", "/v2/bot/info")[1].items()}.get("date", "")
    theirs = email.utils.parsedate_to_datetime(shown) if shown else None
    if theirs is None:
        return _note("doctor.clock.unknown")
    seconds = round(abs(visit.clock.real_ms() / 1000 - theirs.timestamp()))
    return _ok("doctor.clock.ok", seconds=seconds) if seconds <= CLOCK_MOST_S else _ng("doctor.clock.ng", seconds=seconds)


def _scanner(visit: Visit) -> Finding:
    place = visit.settings.clamd
    if not place:
        return _note("doctor.scanner.none")
    try:
        return _ok("doctor.scanner.ok") if scanner.finds(place) else _ng("doctor.scanner.blind")
    except OSError as error:
        return _ng("doctor.scanner.silent", place=place, why=str(error))


def _fonts(_visit: Visit) -> Finding:
    files = sorted(FONTS.glob("*.ttf"))
    try:
        drawn = [ImageFont.truetype(str(file), 20).getlength(t("doctor.fonts.sample")) for file in files]
    except OSError:
        drawn = []
    return _ok("doctor.fonts.ok", count=len(files)) if len(drawn) >= 2 and all(drawn) else _ng("doctor.fonts.ng", folder=str(FONTS.name))


CHECKS: tuple[tuple[str, Callable[[Visit], Finding]], ...] = (
    ("settings", _settings),
    ("database", _database),
    ("schema", _schema),
    ("keys", _keys),
    ("engine", _engine),
    ("sending", _sending),
    ("token", _token),
    ("webhook", _webhook),
    ("arrives", _arrives),
    ("menus", _menus),
    ("quota", _quota),
    ("clock", _clock),
    ("scanner", _scanner),
    ("fonts", _fonts),
)

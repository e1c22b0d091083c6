"""Everything put together: settings in, a Flask application with its house out."""

from typing import Any

from flask import Flask

from bot import console, demo_clock, failpoints, health, pages, web, webhook
from bot.clock import Clock
from bot.engine import make_engine
from bot.house import House
from bot.settings import Settings
from domain.store import state
from domain.store.db import Database
from domain.store.sealed import keyring


def open_database(settings: Settings) -> Database:
    """The database of the settings, its keys in place."""
    keyring.use(settings.data_keys)
    return Database(settings.database_url)


def make_house(settings: Settings, line: Any = None) -> House:
    """Keys, database, clock and engine of one process. The engine is not started yet."""
    failpoints.arm(settings.failpoint)
    db = open_database(settings)
    clock = Clock(state.clock_offset(db) if settings.demo_clock else 0.0)
    clock.count_from(state.now_ms(db))
    house = House(settings, db, clock, engine=None, line=line)  # type: ignore[arg-type]
    house.engine = make_engine(house)
    return house


def create_app(house: House) -> Flask:
    """The web application: LINE's webhook, our pages, the staff's desk, health."""
    app = Flask("sumairu", static_folder=None)
    app.config.update(SECRET_KEY=house.settings.secret_keys[-1], SECRET_KEY_FALLBACKS=list(house.settings.secret_keys[:-1]))
    app.extensions["house"] = house
    web.wants(app)
    web.exempt(webhook.blueprint)
    app.register_blueprint(webhook.blueprint)
    app.wsgi_app = webhook.shortcut(app)  # type: ignore[method-assign]
    if house.settings.demo_clock:
        web.exempt(demo_clock.blueprint)
        app.register_blueprint(demo_clock.blueprint)
    app.register_blueprint(health.blueprint)
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(console.blueprint)
    return app

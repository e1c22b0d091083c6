"""The command `sumairu`."""

import argparse
import base64
import datetime as dt
import os
import secrets
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.settings import SettingsRefused, read


def main(argv: Sequence[str] | None = None) -> int:
    """Run a subcommand; what must not start says why in one sentence and ends with 2."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == ["calc"]:  # The rule book needs no settings and no web.
        from bot import calc

        return calc.main(words[1:]) or 0
    arguments = _parser().parse_args(words)
    try:
        return int(arguments.run(arguments) or 0)
    except SettingsRefused as refusal:
        print(f"sumairu: {refusal}", file=sys.stderr)
        return 2
    except Exception as error:
        if (sentence := _sentence(error)) is None:
            raise
        print(f"sumairu: {sentence}", file=sys.stderr)
        return 2


def _sentence(error: Exception) -> str | None:
    """What a command says instead of a traceback where its surroundings are at fault; None where we are."""
    from sqlalchemy.exc import InterfaceError, OperationalError

    from bot import fitness
    from bot.line_menus import MenuCallRefused
    from bot.locale import t
    from domain.errors import RuleBroken

    if isinstance(error, OperationalError | InterfaceError):
        return str(fitness.unreachable(read().database_url, error))
    if isinstance(error, MenuCallRefused):
        return f"LINE refused ({error}): `sumairu doctor` says what to do."
    return t(f"errors.{error.key()}", **error.facts) if isinstance(error, RuleBroken) else None


def serve(arguments: argparse.Namespace) -> int:
    """Answer LINE's webhook, our pages and the desk; with ENGINE=threads also take the turns and send."""
    from bot.app import create_app, make_house
    from bot.logs import set_up
    from bot.start import line_client, prepare, run

    set_up()
    settings = read()
    prepare(settings)
    if settings.engine == "procrastinate":
        from bot import wsgi

        return wsgi.run(settings, arguments.host, arguments.port)
    house = make_house(settings, line_client(settings))
    return run(create_app(house), house, arguments.host, arguments.port)


def worker(_: argparse.Namespace) -> int:
    """With ENGINE=procrastinate: take the turns and send, in as many processes as you like."""
    from bot.app import make_house
    from bot.jobs import Worker
    from bot.logs import set_up
    from bot.start import line_client, prepare

    set_up()
    settings = read()
    if settings.engine != "procrastinate":
        raise SettingsRefused("`sumairu worker` goes with ENGINE=procrastinate; with threads `sumairu serve` does all.")
    prepare(settings)
    Worker(make_house(settings, line_client(settings))).run()
    return 0


def demo(arguments: argparse.Namespace) -> int:
    """Everything on loopback: LINE's emulator, a mailbox, an authenticator, the desk, and the service."""
    from bot.demo import run

    return run(arguments.port, arguments.home, arguments.fresh)


def emulator(arguments: argparse.Namespace) -> int:
    """LINE's emulator alone, for any bot."""
    from emulator.__main__ import main as run

    sys.argv = ["sumairu emulator", *arguments.rest]
    run()
    return 0


def make_secrets(_: argparse.Namespace) -> int:
    """Print fresh secrets for the environment."""
    print(f"SECRET_KEYS={secrets.token_urlsafe(32)}")
    print(f"DATA_KEYS=1:{base64.urlsafe_b64encode(os.urandom(32)).decode()}")
    print(f"EKYC_SECRET={secrets.token_urlsafe(24)}")
    return 0


def database(arguments: argparse.Namespace) -> int:
    """The acts of `bot/database.py`."""
    from bot import database as acts

    return acts.ACTS[arguments.act](read(), arguments.words)


def doctor(_: argparse.Namespace) -> int:
    """Look at everything that must be right, and say what to do where it is not; 1 where something is wrong."""
    from bot import doctor as visit

    return visit.run()


def reseal(arguments: argparse.Namespace) -> int:
    """Seal everything under the newest of DATA_KEYS, or tell what still stands under which key."""
    from bot import reseal as act

    return act.run(read(), check=arguments.check)


def staff(arguments: argparse.Namespace) -> int:
    """`staff add LOGIN NAME ROLES`: prints the first password and the authenticator's address, once."""
    from bot.app import open_database
    from bot.clock import Clock
    from bot.start import prepare
    from domain import one_time_code
    from domain.desk import staff as desk

    password, secret = desk.initial_password(), one_time_code.new_secret()
    settings = read()
    prepare(settings)
    with open_database(settings).writing() as tx:
        desk.add(tx, arguments.login, arguments.name, tuple(arguments.roles.split(",")), password, secret, Clock().ms())
    print(f"password: {password}\nauthenticator: {one_time_code.provisioning_uri(secret, arguments.login, 'sumairu')}")
    return 0


def richmenu(_: argparse.Namespace) -> int:
    """`richmenu sync`: set the rich menus up; running it again changes nothing."""
    from bot.app import open_database
    from bot.start import prepare, sync_menus

    settings = read()
    prepare(settings)
    print(sync_menus(settings, open_database(settings)))
    return 0


def quota(arguments: argparse.Namespace) -> int:
    """`quota close --day 2026-07-01`: what a day's applications did to the quota; running it again changes nothing."""
    from bot import quota_job
    from bot.app import make_house
    from bot.locale import t
    from domain.errors import RuleBroken

    house = make_house(read())
    try:
        closings = quota_job.close(house.db, arguments.day, house.clock.ms())
    except RuleBroken as refusal:
        print(f"sumairu: {t(f'errors.{refusal.key()}', **refusal.facts)}", file=sys.stderr)
        return 1
    for one in closings:
        how = f"above the quota on {one.crossed_on}" if one.crossed_on else "full"
        told = f"{len(one.void)} made void and told" if one.decided else "decided before"
        print(f"{one.fiscal_year} {one.pool}: {how}, last day {one.last_day}, {one.units} units stand; {told}")
    if not closings:
        print(f"the quota was not reached by the end of {arguments.day}")
    return 0


def bill(_: argparse.Namespace) -> int:
    """Print what the service is made of, as a CycloneDX document."""
    import json

    from bot import sbom

    print(json.dumps(sbom.document(), ensure_ascii=False, indent=1))
    return 0


def docs(_: argparse.Namespace) -> int:
    """Write the generated pages of docs/ anew."""
    from bot import diagrams

    diagrams.main()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("sumairu", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: object, help_text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=help_text, description=help_text)
        sub.set_defaults(run=run)
        return sub

    one = command("demo", demo, "run everything on this machine, with LINE's emulator")
    one.add_argument("--port", type=int, default=8090, help="the page with the phones; the service takes the next one")
    one.add_argument("--home", type=Path, default=Path("var/demo"), help="where everything is kept (%(default)s)")
    one.add_argument("--fresh", action="store_true", help="forget what earlier demos left")
    one = command("serve", serve, "answer LINE, the pages and the desk")
    one.add_argument("--host", default="127.0.0.1")
    one.add_argument("--port", type=int, default=8000)
    command("worker", worker, "take turns and send (ENGINE=procrastinate)")
    one = command("emulator", emulator, "LINE's emulator alone")
    one.add_argument("rest", nargs=argparse.REMAINDER)
    command("secrets", make_secrets, "print fresh secrets")
    one = command("db", database, "the database: upgrade, version, backup FILE, restore FILE, arm, accept-keys, draft NAME MESSAGE")
    one.add_argument("act", choices=["upgrade", "version", "backup", "restore", "arm", "accept-keys", "draft"])
    one.add_argument("words", nargs="*", metavar="WORD")
    one = command("reseal", reseal, "seal everything under the newest of DATA_KEYS; 1 while an older key is needed")
    one.add_argument("--check", action="store_true", help="only tell how much stands under which key")
    command("doctor", doctor, "look at settings, database, LINE, menus, quota, clock and fonts")
    one = command("staff", staff, "add a member of staff")
    one.add_argument("act", choices=["add"])
    one.add_argument("login")
    one.add_argument("name")
    one.add_argument("roles", help="viewer,reviewer,approver,sender,admin")
    one = command("richmenu", richmenu, "set up the rich menus")
    one.add_argument("act", choices=["sync"])
    one = command("quota", quota, "after a day of reception: close the quota where that day reached it")
    one.add_argument("act", choices=["close"])
    one.add_argument("--day", type=dt.date.fromisoformat, required=True, help="the day of reception, 2026-07-01")
    command("sbom", bill, "print what the service is made of (CycloneDX)")
    command("docs", docs, "write the generated pages of docs/")
    commands.add_parser("calc", help="the rules, calculated (sumairu calc --help)")
    return parser


if __name__ == "__main__":
    sys.exit(main())

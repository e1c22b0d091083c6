"""`sumairu calc`: the rule book on the command line, for staff and for checking. Tables for people, ``--json`` for programs.

A refused argument is named with what is wrong and an example; the exit code is then 2.
"""

import argparse
import sys
from collections.abc import Callable, Sequence

from bot.calc import amounts, days, passbooks, redemptions
from bot.calc.arguments import Asked, BadArgument, Parser, refusal
from bot.calc.output import Report
from bot.locale import t
from domain.errors import RuleBroken


def main(argv: Sequence[str] | None = None) -> int:
    """Answer one command. Returns 0, or 2 for an argument that cannot be used (its sentence goes to stderr)."""
    parser = Parser(prog="sumairu calc", description=t("calc.program.help"))
    _add_commands(parser)
    typed = parser.parse_args(argv)
    return int(typed.run(typed))


def _add_commands(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(parser_class=Parser, metavar=t("calc.program.command"))
    parser.set_defaults(run=_no_command)
    for name, (answer, arguments) in COMMANDS.items():
        command = commands.add_parser(name, help=t(f"calc.{name}.help"), description=t(f"calc.{name}.help"))
        for argument in arguments:
            _add_argument(command, argument)
        command.add_argument("--reading", action="append", help=t("calc.argument_help.reading"))
        command.add_argument("--json", action="store_true", help=t("calc.argument_help.json"))
        command.set_defaults(run=_answering(answer))


def _add_argument(command: argparse.ArgumentParser, argument: str) -> None:
    told = t(f"calc.argument_help.{argument.strip('-').lower()}")
    if argument in SWITCHES:
        command.add_argument(argument, action="store_true", help=told)
    elif argument in REPEATED:
        command.add_argument(argument, action="append", help=told)
    elif argument.startswith("--"):
        command.add_argument(argument, help=told)
    else:
        command.add_argument(argument.lower(), metavar=argument, nargs="?", help=told)


def _answering(answer: Callable[[Asked], Report]) -> Callable[[argparse.Namespace], int]:
    def run(typed: argparse.Namespace) -> int:
        try:
            report = answer(Asked(typed))
        except BadArgument as bad:
            print(bad.sentence(), file=sys.stderr)
            return 2
        except RuleBroken as refused:
            print(refusal(refused), file=sys.stderr)
            return 2
        print(report.as_json() if typed.json else report.as_text())
        return 0

    return run


def _no_command(_: argparse.Namespace) -> int:
    print(t("calc.program.which", commands=", ".join(COMMANDS)), file=sys.stderr)
    return 2


BOOK = ("--first-year", "--units", "--purchases", "--kind", "--assume-year")
SWITCHES = {"--stop", "--lines"}
REPEATED = {"--account"}
COMMANDS: dict[str, tuple[Callable[[Asked], Report], tuple[str, ...]]] = {
    "schedule": (passbooks.schedule, (*BOOK, "--lines")),
    "redeem": (
        redemptions.redeem,
        (*BOOK, "--redeem", "--on", "--month", "--channel", "--emergency", "--stop"),
    ),
    "redeemable": (redemptions.redeemable, (*BOOK, "--on", "--month", "--channel", "--emergency")),
    "dates": (days.dates, ("--year", "--month", "--channel")),
    "units": (amounts.units, ("AMOUNT",)),
    "ceiling": (amounts.ceiling, ("--a-year", "--account", "--borrowed", "--bonds-held", "--year")),
    "loan": (
        amounts.loan,
        (
            "--cost",
            "--subsidy",
            "--monthly-reserve",
            "--monthly-repayments",
            "--rate",
            "--years",
            "--arrears",
        ),
    ),
    "account-name": (amounts.account_name, ("NAME",)),
    "business-day": (days.business_day, ("DATE", "--plus", "--nth", "--month")),
}

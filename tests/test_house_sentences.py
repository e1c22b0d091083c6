"""Every sentence exists, is used, and is given its facts; every refusal has one."""

import ast
import re

import pytest
from fluent.syntax import ast as ftl

from bot import listen
from bot.locale import FUNCTIONS
from bot.richmenu.menus import MENUS
from domain import errors, reasons, registration_form
from domain.errors import RuleBroken
from domain.form import Field, Section
from tests.reading import ROOT, Place, none, sources, strings, tree
from tests.sentences import (
    ANY,
    MAY_BE_MISSING,
    asked,
    asked_in,
    constants,
    files,
    line_of,
    loose_patterns,
    matching,
    messages,
    parsed,
    patterns,
    references,
    sentences,
)  # fmt: skip

# ---- The files --------------------------------------------------------------------------------------------


def test_fluent_understands_every_line():
    none(
        [
            Place(line_of(path, entry).file, line_of(path, entry).line, entry.content.splitlines()[0][:60])
            for path in files()
            for entry in parsed(path).body
            if isinstance(entry, ftl.Junk)
        ],
        'Fluent skips what it cannot read: indent what goes on, and write { as {"{"}.',
    )


def test_no_sentence_is_written_twice():
    found = []
    for path in files():
        seen: set[str] = set()
        for entry in parsed(path).body:
            if isinstance(entry, ftl.Message):
                names = [entry.id.name, *(f"{entry.id.name}.{a.id.name}" for a in entry.attributes)]
                found += [Place(line_of(path, entry).file, line_of(path, entry).line, name) for name in names if name in seen]
                seen |= set(names)
    none(found, "The second of the two is silently lost: keep one.")


def test_what_a_sentence_refers_to_exists():
    found = []
    for path in files():
        own = {key.removeprefix(f"{path.stem}.") for key in sentences() if key.startswith(f"{path.stem}.")}
        own |= {f"-{e.id.name}" for e in parsed(path).body if isinstance(e, ftl.Term)}
        for node, name in references(path):
            known = name.startswith("$") or name in own or name.removesuffix("()") in FUNCTIONS
            found += [] if known else [Place(line_of(path, node).file, line_of(path, node).line, name)]
    none(found, "A sentence may name its facts ($x), messages of its own file and the functions of bot/locale.py.")


# ---- Asked for and there ----------------------------------------------------------------------------------


def test_every_sentence_that_code_asks_for_exists():
    keys = set(sentences())
    found = []
    for one in asked():
        for pattern in one.patterns:
            if one.by not in MAY_BE_MISSING and not pattern.startswith(ANY) and not matching(pattern, keys):
                found.append(Place(one.place.file, one.place.line, f"{_readable(pattern)} has no sentence"))
    none(
        found,
        "Write the sentence: registration.filed.ask is the attribute .ask of the message filed in locales/ja/registration.ftl.",
    )


def test_every_key_in_code_names_a_message():
    known = set(messages()) | set(sentences())
    none([place for place, key in constants() if key not in known], "No such message: write it, or correct the key.")


def test_every_sentence_gets_its_facts():
    found = []
    for one in asked():
        if one.given is None or one.by in MAY_BE_MISSING or len(one.patterns) != 1:
            continue
        for key in matching(one.patterns[0], set(sentences())):
            missing = sentences()[key].facts - one.given
            if missing and ANY not in one.patterns[0]:
                found.append(Place(one.place.file, one.place.line, f"{key} is not given {', '.join(sorted(missing))}"))
    none(found, "Give the fact as a keyword, or take it out of the sentence.")


# ---- There and used ---------------------------------------------------------------------------------------


def _field_names() -> set[str]:
    sections = [one for one in vars(registration_form).values() if isinstance(one, Section)]
    return {field.name for section in sections for field in section.fields}


def _fields() -> list[Field]:
    sections = [one for one in vars(registration_form).values() if isinstance(one, Section)]
    return [field for section in sections for field in section.fields]


def _dialog_states() -> list[str]:
    """``registration.filed`` for every state of every machine."""
    from bot.diagrams import machines

    return [f"{name.rpartition('.')[2]}.{state}" for name, machine in machines().items() for state in machine.states]


def _dialog_attributes() -> list[str]:
    """What a state's message may say: its question, heading and help, a label for each trigger, and what its dialog names."""
    from bot.diagrams import machines

    allowed = []
    for name, machine in machines().items():
        stem = name.rpartition(".")[2]
        named = {trigger for trigger, _, _ in machine.table} | {"ask", "title", "help", "misheard"}
        for file in _dialog_files(stem):
            named |= {s for s in strings(tree(file)) if re.fullmatch(r"[a-z_]+", s)}
        allowed.append(rf"{stem}\.({'|'.join(machine.states)})\.({'|'.join(sorted(named))})")
    return allowed


def _dialog_files(stem: str) -> list[str]:
    return [
        file
        for file in sources("bot/dialogs")
        if file in (f"bot/dialogs/{stem}.py", "bot/dialogs/prompts.py") or file.startswith(f"bot/dialogs/{stem}/")
    ]


def documented() -> list[str]:
    """Keys that code puts together out of names: which, and what they are for."""
    names = "|".join(sorted(_field_names() | {"yes_no", "applicant"}))
    areas = "|".join({area.name for menu in MENUS for area, _ in menu.placed()})
    return [
        rf"fields\.({names})\.(label|ask|hint|placeholder|example|help|choice_\w+)",  # a field's question and its box
        rf"errors\.({'|'.join(cls.key() for cls in _refusals())})",  # what the chairperson reads when the domain says no
        rf"reasons\.({'|'.join(reasons.all_codes())})(\.short)?",  # coded reasons of a defect
        rf"words\.({'|'.join(listen.GLOBAL)})",  # words that work anywhere
        rf"richmenu\.({areas})\.(label|lines|note|word)",  # the menu under the chat
        *_dialog_attributes(),
    ]


def unused(keys: set[str]) -> set[str]:
    """Those of these keys that nothing says."""
    used: set[str] = {key for _, key in constants()}
    for pattern in {*loose_patterns(), *documented()}:
        used |= matching(pattern, keys)
    for path in files():
        used |= {f"{path.stem}.{name}" for _, name in references(path)}
    return keys - used


def test_every_sentence_is_used():
    none([sentences()[key].place for key in unused(set(sentences()))], "Nothing says this sentence: use it or take it out.")


@pytest.mark.parametrize(
    "key", ["registration.filed.nobody_says_this", "errors.no_such_refusal", "reasons.none", "prompts.unheard_of"]
)
def test_a_sentence_that_nothing_says_is_seen(key):
    assert unused({key, "registration.filed.ask"}) == {key}


# ---- Refusals ---------------------------------------------------------------------------------------------


def _refusals() -> list[type[RuleBroken]]:
    """Every refusal that can be raised: the branches of the tree are not."""
    every, found = [RuleBroken], []
    while every:
        cls = every.pop()
        every += cls.__subclasses__()
        if not cls.__subclasses__() and cls.__module__ == errors.__name__:
            found.append(cls)
    return found


def test_every_refusal_has_a_sentence():
    lines = {node.name: node.lineno for node in tree("domain/errors.py").body if isinstance(node, ast.ClassDef)}
    none(
        [
            Place("domain/errors.py", lines[cls.__name__], f"{cls.__name__} has no errors.{cls.key()}")
            for cls in _refusals()
            if f"errors.{cls.key()}" not in sentences()
        ],
        "Write into locales/ja/errors.ftl what was wrong and what to type or do instead.",
    )


def test_a_refusal_gives_its_sentence_every_fact():
    found = []
    for cls in _refusals():
        sentence = sentences().get(f"errors.{cls.key()}")
        if sentence and (unknown := sentence.facts - set(cls.names)):
            found.append(
                Place(
                    sentence.place.file,
                    sentence.place.line,
                    f"{cls.key()} wants {', '.join(sorted(unknown))}; {cls.__name__} has {cls.names}",
                )
            )
    none(found, "A refusal's sentence may use only the facts that its class names.")


def test_every_refusal_is_raised_somewhere():
    raised = {name for file in sources("domain", "bot") if file != "domain/errors.py" for name in _names(file)}
    lines = {node.name: node.lineno for node in tree("domain/errors.py").body if isinstance(node, ast.ClassDef)}
    none(
        [Place("domain/errors.py", lines[cls.__name__], cls.__name__) for cls in _refusals() if cls.__name__ not in raised],
        "Nothing refuses with this: raise it or take it out, and its sentence.",
    )


def _names(file: str) -> set[str]:
    return {n.id if isinstance(n, ast.Name) else n.attr for n in ast.walk(tree(file)) if isinstance(n, ast.Name | ast.Attribute)}


# ---- Fields -----------------------------------------------------------------------------------------------


def test_every_field_has_its_words():
    found = []
    for field in _fields():
        wanted = ["label", *(f"choice_{choice}" for choice in field.choices)]
        if not field.private and field.kind != "step":
            wanted.append("ask")  # in the chat; on our page the label asks
        found += [f"fields.{field.name}.{attribute}" for attribute in wanted]
    none(
        [Place("locales/ja/fields.ftl", 1, key) for key in found if key not in sentences()],
        "A field of a form has no such words.",
    )


# ---- These tests can fail ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("t('a.b')", ["a\\.b"]),
        ("def f(x):\n    key = f'a.{x}'\n    return t(f'{key}.c')", [rf"a\.{ANY}\.c"]),
        ("t('a.b' if x else 'a.c')", ["a\\.b", "a\\.c"]),
        ("raise Misheard('a.b', n=1)", ["a\\.b"]),
        ("talk.says('a.b')", ["a\\.b"]),
        ("name = 'a.b'\nt(f'{name}.ask')", ["a\\.b\\.ask"]),
        ("def f(name):\n    t(f'{name}.ask')", [rf"{ANY}\.ask"]),
    ],
)
def test_a_key_is_seen_however_it_is_put_together(source, expected):
    assert [p for one in asked_in("x.py", ast.parse(source)) for p in one.patterns] == expected


def test_given_facts_are_seen_and_hidden_ones_are_not_guessed():
    seen, hidden = asked_in("x.py", ast.parse("t('a.b', n=1, m=2)\nt('a.b', **facts)"))

    assert seen.given == {"n", "m"}
    assert hidden.given is None


def test_a_pattern_that_begins_with_a_hole_proves_nothing():
    assert matching(patterns(ast.parse("f'{x}.ask'", mode="eval").body, {})[0], {"a.ask"}) == set()


def _readable(pattern: str) -> str:
    return pattern.replace("\\.", ".").replace(ANY, "…").replace("\\", "")


def test_the_locale_is_where_it_is_looked_for():
    assert (ROOT / "locales" / "ja" / "words.ftl") in files()

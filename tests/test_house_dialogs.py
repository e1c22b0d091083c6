"""Machines, dialogs, texts and tests belong together, and no talk can get stuck."""

import ast
import importlib

import pytest

from bot.diagrams import machines
from bot.talk import Dialog
from domain.machine import DialogMachine
from tests.reading import ROOT, Place, none, sources, strings, tree

MACHINES = machines()
STEMS = [name.rpartition(".")[2] for name in MACHINES if name.startswith("bot.")]


@pytest.mark.parametrize("stem", STEMS)
def test_one_stem_names_machine_dialog_texts_and_test(stem):
    wanted = [f"bot/dialogs/{stem}.py", f"locales/ja/{stem}.ftl"]
    missing = [path for path in wanted if not (ROOT / path).exists() and not (ROOT / path.removesuffix(".py")).is_dir()]
    tests = [*(ROOT / "tests").glob(f"*/dialogs/test_{stem}*.py"), *(ROOT / "tests").glob(f"bot/test_{stem}*.py")]
    if not tests:
        missing.append(f"tests/bot/dialogs/test_{stem}.py")

    none(
        [Place(f"bot/state_machines/{stem}.py", 1, f"{path} is missing") for path in missing],
        "One stem, four files: write what is missing.",
    )


@pytest.mark.parametrize("name", MACHINES)
def test_every_state_can_be_reached(name):
    machine = MACHINES[name]
    reached = {machine.start, *_entered(name.rpartition(".")[2])}
    open_ = list(reached)
    while open_:
        state = open_.pop()
        new = {target for _, source, target in machine.table if source == state} - reached
        reached |= new
        open_ += new

    _none(
        name, [str(s) for s in machine.states if str(s) not in reached], "is never reached: draw an arrow to it or take it out."
    )


@pytest.mark.parametrize("name", MACHINES)
def test_from_every_state_an_end_can_be_reached(name):
    """A machine without an end (the menu) is left by opening another dialog."""
    machine = MACHINES[name]
    ending = set(machine.ends)
    while grown := {source for _, source, target in machine.table if target in ending} - ending:
        ending |= grown

    _none(
        name,
        [str(s) for s in machine.states if machine.ends and str(s) not in ending],
        "leads round in circles: give it a way to an end.",
    )


@pytest.mark.parametrize("name", MACHINES)
def test_no_arrow_is_drawn_twice(name):
    """`transitions` takes the first of two arrows with one trigger and one source; the second is silently dead."""
    pairs = [(trigger, source) for trigger, source, _ in MACHINES[name].table]

    _none(
        name,
        [f"{t} from {s}" for t, s in set(pairs) if pairs.count((t, s)) > 1],
        "stands twice in the table: only the first counts.",
    )


@pytest.mark.parametrize("stem", STEMS)
def test_every_state_has_a_step_that_hears_unless_it_is_an_end(stem):
    dialog, machine = _dialog(stem), MACHINES[f"bot.state_machines.{stem}"]
    problems = [f"{state} has no step" for state in machine.states if str(state) not in dialog.steps]
    problems += [f"{state} is a step of no state" for state in dialog.steps if not machine.knows(str(state))]
    for state in set(dialog.steps) & set(machine.states):
        hears = dialog.steps[state].hear is not None
        if hears == (str(state) in machine.ends):
            problems.append(f"{state} {'hears although it is an end' if hears else 'does not hear although arrows leave it'}")

    none(
        [Place(f"bot/dialogs/{stem}.py", 1, problem) for problem in problems],
        "The table at the bottom of the dialog is not that of the machine.",
    )


@pytest.mark.parametrize("stem", STEMS)
def test_the_dialog_stands_on_the_machine_of_its_name(stem):
    dialog = _dialog(stem)

    assert dialog.name == stem
    assert dialog.machine is MACHINES[f"bot.state_machines.{stem}"]


@pytest.mark.parametrize("stem", STEMS)
def test_every_trigger_is_fired(stem):
    fired = {text for file in _files(stem) for text in strings(tree(file))}
    triggers = {trigger for trigger, _, _ in MACHINES[f"bot.state_machines.{stem}"].table}

    none(
        [Place(f"bot/state_machines/{stem}.py", 1, trigger) for trigger in triggers - fired],
        f"Nothing in bot/dialogs/{stem}.py returns this trigger.",
    )


@pytest.mark.parametrize("stem", STEMS)
def test_every_trigger_a_handler_returns_is_in_the_table(stem):
    triggers = {trigger for trigger, _, _ in MACHINES[f"bot.state_machines.{stem}"].table}
    none(
        [
            Place(file, node.lineno, f"{function.name} returns {node.value.value!r}")
            for file in _files(stem)
            if not file.endswith("prompts.py")
            for function in ast.walk(tree(file))
            if isinstance(function, ast.FunctionDef) and function.name.startswith("hear")
            for node in ast.walk(function)
            if isinstance(node, ast.Return) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
            if node.value.value and node.value.value not in triggers
        ],
        f"bot/state_machines/{stem}.py knows no such trigger.",
    )


def test_every_act_on_a_filing_is_done_somewhere():
    done = {text for file in [*sources("domain/desk", "domain/store"), "domain/filing.py"] for text in _outside_tables(file)}
    acts = {trigger for trigger, _, _ in MACHINES["domain.filing"].table}

    none(
        [Place("domain/filing.py", 1, act) for act in acts - done],
        "Nothing in domain/desk does this act: write it or take the arrow out.",
    )


def test_these_tests_see_a_state_that_is_cut_off():
    """Planted: a table whose third state has no arrow to it."""
    from enum import StrEnum

    class State(StrEnum):
        ONE = "one"
        TWO = "two"
        LOST = "lost"

    planted = DialogMachine(states=State, start=State.ONE, transitions=[["go", State.ONE, State.TWO]])
    MACHINES["planted"] = planted
    try:
        with pytest.raises(AssertionError, match="lost is never reached"):
            test_every_state_can_be_reached("planted")
    finally:
        del MACHINES["planted"]


def _dialog(stem: str) -> Dialog:
    module = importlib.import_module(f"bot.dialogs.{stem}")
    found = [value for value in vars(module).values() if isinstance(value, Dialog)]
    assert len(found) == 1, f"bot/dialogs/{stem}.py: end the module with dialog = Dialog(...)"
    return found[0]


def _files(stem: str) -> list[str]:
    return [
        f
        for f in sources("bot/dialogs")
        if f in (f"bot/dialogs/{stem}.py", "bot/dialogs/prompts.py") or f.startswith(f"bot/dialogs/{stem}/")
    ]


def _entered(stem: str) -> set[str]:
    """States in which somebody who comes back may begin: those that a function of the dialog returns."""
    returned = [
        node.value for file in _files(stem) for node in ast.walk(tree(file)) if isinstance(node, ast.Return) and node.value
    ]
    named = [n for value in returned for n in ast.walk(value) if isinstance(n, ast.Attribute) and ast.unparse(n.value) == "State"]
    return {node.attr.lower() for node in named}


def _outside_tables(file: str) -> set[str]:
    if file != "domain/filing.py":
        return strings(tree(file))
    functions = [node for node in tree(file).body if isinstance(node, ast.FunctionDef)]
    return {text for function in functions for text in strings(function)}


def _none(name: str, problems: list[str], why: str) -> None:
    file = name.replace(".", "/") + ".py"
    none([Place(file, 1, f"{problem} {why}") for problem in problems], "The table of a machine is not whole.")

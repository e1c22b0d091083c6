"""Reading the sentences of locales/ja, and where code asks for them, for the house tests."""

import ast
import functools
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import jinja2
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor
from jinja2 import nodes

from tests.reading import ROOT, Place, sources, tree

LOCALE = ROOT / "locales" / "ja"
ASKS = {"t", "words", "has", "says", "Misheard", "optional_text"}  # their first argument is a key
FILLS = {"t", "says", "Misheard"}  # and the others its facts
MAY_BE_MISSING = {"has", "optional_text"}
TAKE_ROUTES = {"url_for", "allow_bodies"}  # their strings name routes, not sentences
ANY = r"[\w-]+"  # what stands in a key where code puts something in


@dataclass(frozen=True, slots=True)
class Sentence:
    """A message's value or one of its attributes: its key, place, and the facts it wants."""

    key: str
    place: Place
    facts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A key as it stands in code: patterns that it may match; the facts given, None where they cannot be seen."""

    place: Place
    by: str
    patterns: tuple[str, ...]
    given: frozenset[str] | None


def files() -> list[Path]:
    """Every file of sentences."""
    return sorted(LOCALE.glob("*.ftl"))


@functools.cache
def parsed(path: Path) -> ftl.Resource:
    """A file as Fluent reads it."""
    return FluentParser(with_spans=True).parse(path.read_text(encoding="utf-8"))


def line_of(path: Path, node: ftl.BaseNode) -> Place:
    """Where something stands in a file of sentences."""
    line = path.read_text(encoding="utf-8").count("\n", 0, node.span.start) + 1 if node.span else 1
    return Place(str(path.relative_to(ROOT)), line, "")


@functools.cache
def sentences() -> dict[str, Sentence]:
    """Every sentence by its key, e.g. ``registration.filed.ask``."""
    found = {}
    for path in files():
        for entry in parsed(path).body:
            if isinstance(entry, ftl.Message):
                named = [(entry.id.name, entry.value, entry)] if entry.value else []
                named += [(f"{entry.id.name}.{a.id.name}", a.value, a) for a in entry.attributes]
                for name, pattern, node in named:
                    key = f"{path.stem}.{name}"
                    found[key] = Sentence(key, Place(line_of(path, node).file, line_of(path, node).line, key), _facts(pattern))
    return found


@functools.cache
def messages() -> frozenset[str]:
    """Every message by its key, whether it has a value or only attributes."""
    ids = {f"{path.stem}.{e.id.name}" for path in files() for e in parsed(path).body if isinstance(e, ftl.Message)}
    return frozenset(ids)


def references(path: Path) -> list[tuple[ftl.BaseNode, str]]:
    """Messages, terms and functions that the sentences of a file refer to."""
    visitor = _References()
    visitor.visit(parsed(path))
    return visitor.found


@functools.cache
def asked() -> tuple[Asked, ...]:
    """Every place in code and templates that asks for a sentence."""
    return (*itertools.chain.from_iterable(asked_in(file, tree(file)) for file in sources("bot")), *_asked_in_templates())


def asked_in(file: str, module: ast.Module) -> Iterator[Asked]:
    """The places of one file. A name given a key in the same function is followed."""
    outer = _bindings(module.body)
    for node, known in _calls(module, outer):
        name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""
        if name in ASKS and node.args and not isinstance(node.args[0], ast.Starred):
            given = (
                None
                if any(k.arg is None for k in node.keywords) or name not in FILLS
                else frozenset(str(k.arg) for k in node.keywords)
            )
            yield Asked(Place(file, node.lineno, ast.unparse(node)[:70]), name, tuple(patterns(node.args[0], known)), given)


def constants() -> Iterator[tuple[Place, str]]:
    """Every string in code or templates that looks like the key of a sentence."""
    stems = "|".join(path.stem for path in files())
    key = re.compile(rf"(?:{stems})(\.[a-z_][a-z0-9_-]*){{1,2}}")
    for file in sources("bot"):
        passed_over = _no_keys(tree(file))
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.Constant) and id(node) not in passed_over and key.fullmatch(str(node.value)):
                yield Place(file, node.lineno, node.value), node.value
    for path, template in templates():
        passed_over = _no_keys_in_template(template)
        for node in template.find_all(nodes.Const):
            if id(node) not in passed_over and key.fullmatch(str(node.value)):
                yield Place(path, node.lineno, node.value), node.value


def _no_keys(module: ast.Module) -> set[int]:
    """Strings that only look like keys: parts of others, and names of routes."""
    found = set()
    for node in ast.walk(module):
        if isinstance(node, ast.JoinedStr):
            found |= {id(part) for part in node.values}
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TAKE_ROUTES:
            found |= {id(argument) for argument in ast.walk(node)}
        if isinstance(node, ast.Compare) and "endpoint" in ast.unparse(node.left):
            found |= {id(part) for compared in node.comparators for part in ast.walk(compared)}
    return found


def _no_keys_in_template(template: nodes.Template) -> set[int]:
    found = {id(part) for node in template.find_all(nodes.Concat) for part in node.nodes}
    found |= {id(part) for node in template.find_all(nodes.Add) for part in (node.left, node.right)}
    for call in template.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "url_for":
            found |= {id(part) for part in call.find_all(nodes.Const)}
    return found


def loose_patterns() -> Iterator[str]:
    """Keys with a hole, wherever a string is put together: ``about.\\w+.text``.

    One that is nothing but a stem and a hole would excuse a whole file: such keys are documented one by one.
    """
    yield from (found for found in _put_together() if not re.fullmatch(rf"\w+\\\.{re.escape(ANY)}", found))


def _put_together() -> Iterator[str]:
    for file in sources("bot"):
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.JoinedStr):
                yield from patterns(node, {})
    for one in asked():
        yield from one.patterns


@functools.cache
def templates() -> tuple[tuple[str, nodes.Template], ...]:
    """Every parsed template."""
    env = jinja2.Environment(autoescape=True, extensions=["jinja2.ext.do"])
    paths = sorted(p for p in (ROOT / "bot").rglob("*") if p.suffix in (".html", ".txt") and "vendor" not in p.parts)
    return tuple((str(path.relative_to(ROOT)), env.parse(path.read_text(encoding="utf-8"))) for path in paths)


def patterns(node: ast.AST | None, known: dict[str, list[str]]) -> list[str]:
    """The regular expressions of what an expression may be, as far as the source tells."""
    if isinstance(node, ast.Constant):
        return [re.escape(str(node.value))]
    if isinstance(node, ast.JoinedStr):
        parts = [patterns(part.value if isinstance(part, ast.FormattedValue) else part, known) for part in node.values]
        return ["".join(one) for one in itertools.product(*parts)][:200]
    if isinstance(node, ast.IfExp):
        return patterns(node.body, known) + patterns(node.orelse, known)
    if isinstance(node, ast.BoolOp):
        return [found for value in node.values for found in patterns(value, known)]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [a + b for a, b in itertools.product(patterns(node.left, known), patterns(node.right, known))]
    if isinstance(node, ast.Name) and node.id in known:
        return known[node.id]
    return [ANY]


def matching(pattern: str, keys: frozenset[str] | set[str]) -> set[str]:
    """The keys that a pattern may mean; one that begins with a hole may mean anything, which says nothing."""
    if pattern.startswith(ANY):
        return set()
    compiled = re.compile(pattern)
    return {key for key in keys if compiled.fullmatch(key)}


def _calls(node: ast.AST, known: dict[str, list[str]]) -> Iterator[tuple[ast.Call, dict[str, list[str]]]]:
    for child in ast.iter_child_nodes(node):
        inner = known
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            taken = {a.arg for a in [*child.args.args, *child.args.posonlyargs, *child.args.kwonlyargs]}
            inner = {name: found for name, found in known.items() if name not in taken}
            inner |= _bindings(child.body, inner) if isinstance(child.body, list) else {}
        if isinstance(child, ast.Call):
            yield child, inner
        yield from _calls(child, inner)


def _bindings(body: list[ast.stmt], known: dict[str, list[str]] | None = None) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for statement in body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
                name = node.targets[0].id
                found[name] = found.get(name, []) + patterns(node.value, (known or {}) | found)
    return found


def _asked_in_templates() -> Iterator[Asked]:
    for path, template in templates():
        for call in template.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name in ASKS and call.args:
                given = None if call.dyn_kwargs else frozenset(k.key for k in call.kwargs)
                yield Asked(Place(path, call.lineno, call.node.name), call.node.name, tuple(_jinja(call.args[0])), given)


def _jinja(node: nodes.Node) -> list[str]:
    if isinstance(node, nodes.Const):
        return [re.escape(str(node.value))]
    if isinstance(node, nodes.CondExpr):
        return _jinja(node.expr1) + (_jinja(node.expr2) if node.expr2 else [])
    if isinstance(node, nodes.Concat):
        return ["".join(one) for one in itertools.product(*(_jinja(part) for part in node.nodes))]
    if isinstance(node, nodes.Add):
        return [a + b for a, b in itertools.product(_jinja(node.left), _jinja(node.right))]
    return [ANY]


def _facts(pattern: ftl.BaseNode) -> frozenset[str]:
    visitor = _References()
    visitor.visit(pattern)
    return frozenset(name.removeprefix("$") for _, name in visitor.found if name.startswith("$"))


class _References(Visitor):
    def __init__(self) -> None:
        self.found: list[tuple[ftl.BaseNode, str]] = []

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:
        self.found.append((node, f"${node.id.name}"))

    def visit_MessageReference(self, node: ftl.MessageReference) -> None:
        self.found.append((node, node.id.name + (f".{node.attribute.name}" if node.attribute else "")))

    def visit_TermReference(self, node: ftl.TermReference) -> None:
        self.found.append((node, f"-{node.id.name}"))
        self.generic_visit(node)

    def visit_FunctionReference(self, node: ftl.FunctionReference) -> None:
        self.found.append((node, f"{node.id.name}()"))
        self.generic_visit(node)

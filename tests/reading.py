"""Reading our own source for the house tests: imports, literals, docstrings, with the line they stand on."""

import ast
import functools
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Letters only: a bracket, a full stop or a dash in a set of characters is no sentence.
JAPANESE = re.compile(
    "[\u3005-\u3007\u3041-\u309f\u30a1-\u30fa\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uff9d]"
)
CITATION = re.compile(r"""["'](S\d|規定|[A-Z]-?\d)[ -~章条項号表規定別手順]*["']$""")  # a source, kept beside its rule


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file, and what was found there."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


def none(problems: list[Place], do: str) -> None:
    """Fail where there is a problem, naming each place and what to do about it."""
    shown = "\n  ".join(str(problem) for problem in sorted(set(problems), key=lambda p: (p.file, p.line, p.what)))
    assert not problems, f"{do}\n  {shown}"


def sources(*folders: str) -> list[str]:
    """Python files below these folders, as paths from the root."""
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [str(path.relative_to(ROOT)) for path in found if "__pycache__" not in path.parts]


@functools.cache
def text(file: str) -> str:
    """The source of a file."""
    return (ROOT / file).read_text(encoding="utf-8")


@functools.cache
def tree(file: str) -> ast.Module:
    """The parsed source of a file."""
    return ast.parse(text(file), file)


def module_of(file: str) -> str:
    """bot/dialogs/menu.py → bot.dialogs.menu; a package's file is the package."""
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imports(file: str, parsed: ast.Module | None = None) -> list[tuple[int, str]]:
    """Every imported module with its line, also those inside functions; as exact as the files on disk allow."""
    found = []
    for node in ast.walk(parsed or tree(file)):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(file, node)
            found += [(node.lineno, _submodule(base, alias.name)) for alias in node.names]
    return found


def within(module: str, *packages: str) -> bool:
    """Whether a module is one of these packages or lies in one."""
    return any(module == package or module.startswith(package + ".") for package in packages)


def japanese(file: str, source: str | None = None) -> list[Place]:
    """Japanese in string literals that are neither docstrings nor citations; an escape such as \\u3042 is code, not a sentence."""
    source = text(file) if source is None else source
    spared = set(_docstring_lines(ast.parse(source)))
    return [
        Place(file, token.start[0], token.string.splitlines()[0][:60])
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type in _STRINGS and token.start[0] not in spared and JAPANESE.search(token.string)
        if not CITATION.match(token.string)
    ]


def strings(node: ast.AST) -> set[str]:
    """Every string constant below a node."""
    return {n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def public_definitions(file: str) -> Iterator[tuple[ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef, str]]:
    """Public functions and classes of a module, and public methods of public classes, with their full names."""
    for node in tree(file).body:
        if not isinstance(node, _DEFINITIONS) or node.name.startswith("_"):
            continue
        yield node, node.name
        if isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef) and not inner.name.startswith("_"):
                    yield inner, f"{node.name}.{inner.name}"


def _absolute(file: str, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = module_of(file).split(".")
    up = node.level - (1 if file.endswith("__init__.py") else 0)
    return ".".join([*package[: len(package) - up], *([node.module] if node.module else [])])


def _submodule(base: str, name: str) -> str:
    path = ROOT / base.replace(".", "/") / name
    return f"{base}.{name}" if path.is_dir() or path.with_suffix(".py").exists() else base


def _docstring_lines(parsed: ast.Module) -> Iterator[int]:
    # Any string that stands alone is a docstring: of a module, a class, a function, or the attribute above it.
    for node in ast.walk(parsed):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield from range(node.lineno, (node.end_lineno or node.lineno) + 1)


_STRINGS = {tokenize.STRING, getattr(tokenize, "FSTRING_MIDDLE", tokenize.STRING)}
_DEFINITIONS = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)

"""Upgrades: once, whoever runs them; nothing taken from processes of the version before. Killed: tests/faults/schema.py."""

import ast
import threading

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from domain.store import migrate
from domain.store.migrate import Standing
from domain.store.tables import metadata
from tests.bot.talking import Talking, a_house
from tests.operations.conftest import ROOT

VERSIONS = ROOT / "migrations" / "versions"
TAKES_AWAY = {"drop_table", "drop_column", "rename_table", "drop_constraint", "drop_index"}


def test_the_schema_of_the_migrations_is_that_of_the_tables(either):
    db = either.database()
    migrate.upgrade(db)
    with db.reading() as tx:
        found = compare_metadata(MigrationContext.configure(tx, opts={"compare_type": True}), metadata)
    db.close()
    assert [one for one in found if "procrastinate" not in str(one)] == []


def test_upgrading_twice_changes_nothing(either):
    first, second = either.sumairu("db", "upgrade"), either.sumairu("db", "upgrade")
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert first.stdout == second.stdout == f"database at {migrate.newest()}, newest is {migrate.newest()}\n"


def test_two_upgrades_at_once_are_one(either):
    running = [either.starts("db", "upgrade") for _ in range(3)]
    assert [one.wait(60) for one in running] == [0, 0, 0], either.said("db")
    db = either.database()
    assert migrate.standing(db) == (Standing.CURRENT, migrate.newest())
    db.close()


def test_talks_go_on_while_the_last_migration_runs(either, tmp_path):
    """An old process is one whose statements name only what the version before had."""
    house = a_house(tmp_path)
    house.db.close()
    house.db = either.database()
    before = _versions()[-2]
    migrate.upgrade(house.db, before)
    talking, over, troubles = Talking(house), threading.Event(), []

    def talk() -> None:
        while not over.is_set():
            try:
                talking.says("こんにちは")
            except Exception as error:
                troubles.append(error)

    thread = threading.Thread(target=talk)
    thread.start()
    try:
        upgrader = either.database()
        migrate.upgrade(upgrader)
        upgrader.close()
    finally:
        over.set()
        thread.join()
    assert troubles == []
    assert migrate.standing(house.db) == (Standing.CURRENT, migrate.newest())
    assert talking.says("メニュー")
    house.db.close()


def test_no_migration_takes_anything_from_a_running_process():
    assert [found for file in sorted(VERSIONS.glob("*.py")) for found in taken_away(file.read_text())] == []


@pytest.mark.parametrize("line", [
    "op.drop_table('talk')", "op.drop_column('talk', 'owner')", "op.rename_table('talk', 'chat')", "op.alter_column('talk', 'owner', new_column_name='who')",
    "op.add_column('talk', sa.Column('x', sa.Integer(), nullable=False))", "op.alter_column('talk', 'owner', nullable=False)",
    "op.create_unique_constraint('uq', 'talk', ['owner'])", "op.create_index('ix', 'talk', ['owner'], unique=True)",
    "with op.batch_alter_table('talk') as batch_op:\n        batch_op.drop_column('owner')",
])  # fmt: skip
def test_a_migration_that_would_is_seen(line):
    source = f'"""What."""\ndown_revision = "0002"\ndef upgrade():\n    {line}\n'
    assert taken_away(source)
    assert not taken_away(source.replace("What.", "What.\n\nCONTRACTS: nobody of 0001 runs any more."))


def taken_away(source: str) -> list[str]:
    """What a migration does that processes of the version before would stumble over; nothing where it says CONTRACTS."""
    parsed = ast.parse(source)
    if "CONTRACTS" in (ast.get_docstring(parsed) or "") or "down_revision = None" in source:
        return []
    upgrades = next(node for node in parsed.body if isinstance(node, ast.FunctionDef) and node.name == "upgrade")
    return [ast.unparse(node) for node in ast.walk(upgrades) if isinstance(node, ast.Call) and _narrows(node)]


def _narrows(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    said = {word.arg: ast.unparse(word.value) for word in call.keywords}
    if name in TAKES_AWAY or name in ("create_unique_constraint", "create_check_constraint", "create_foreign_key"):
        return True
    if name == "alter_column":
        return bool({"new_column_name", "type_"} & set(said)) or said.get("nullable") == "False"
    if name == "create_index":
        return said.get("unique") == "True"
    columns = [one for one in ast.walk(call) if isinstance(one, ast.Call) and ast.unparse(one.func).endswith("Column")]
    return name == "add_column" and any("nullable=False" in ast.unparse(one) and "server_default" not in ast.unparse(one) for one in columns)


def _versions() -> list[str]:
    return sorted(file.name.partition("_")[0] for file in VERSIONS.glob("[0-9]*.py"))

"""How alembic reaches the database: through a connection handed over by `domain.store.migrate`."""

from typing import Any

from alembic import context
from sqlalchemy.types import TypeDecorator

from domain.store.tables import metadata


def _plain(kind: str, thing: Any, autogen: Any) -> str | bool:
    # Migrations outlive the sealed types: they name what the database stores.
    if kind == "type" and isinstance(thing, TypeDecorator):
        return "sa.LargeBinary()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=_plain,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()

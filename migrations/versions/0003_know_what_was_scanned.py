"""Know which documents a malware scanner has looked through; those from before count as not looked through."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

UNSCANNED = sa.text("scanned_at IS NULL AND state = 'kept'")


def upgrade() -> None:
    op.add_column("document", sa.Column("scanned_at", sa.BigInteger()))
    op.create_index("ix_document_unscanned", "document", ["made_at"], sqlite_where=UNSCANNED, postgresql_where=UNSCANNED)


def downgrade() -> None:
    op.drop_index("ix_document_unscanned", "document")
    op.drop_column("document", "scanned_at")

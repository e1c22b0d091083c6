"""Find what a person must look at: small indexes of quarantined events and of messages that did not arrive."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

QUARANTINED = sa.text("state = 'quarantined'")
STUCK = sa.text("state IN ('failed','unknown','expired')")


def upgrade() -> None:
    op.create_index("ix_line_event_quarantined", "line_event", ["id"], sqlite_where=QUARANTINED, postgresql_where=QUARANTINED)
    op.create_index("ix_outgoing_stuck", "outgoing", ["id"], sqlite_where=STUCK, postgresql_where=STUCK)


def downgrade() -> None:
    op.drop_index("ix_outgoing_stuck", "outgoing")
    op.drop_index("ix_line_event_quarantined", "line_event")

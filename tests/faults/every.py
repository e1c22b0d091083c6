"""Every row there is, in the order of the table."""

from tests.faults import cluster, days, deliveries, host, power, refusals, schema, wire  # noqa: F401 - imported for the rows they put into the list
from tests.faults.row import ROWS

ROWS.sort(key=lambda row: (row.test, row.does.__name__, row.engine != "threads"))
__all__ = ["ROWS"]

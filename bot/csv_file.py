"""A table as a CSV file that Japanese spreadsheets open rightly and that runs nothing: UTF-8 with BOM, CRLF, no formulas."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

BOM = "\ufeff"
# What a spreadsheet may take for a formula, half and full width; a tab or line end hides one behind it.
BEGINS_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def csv_bytes(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The file. Ints and dates (as 2027-02-19) stay what they are; texts that look like formulas are made harmless."""
    kept = io.StringIO()
    writer = csv.writer(kept, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([[cell(value) for value in row] for row in rows])
    return (BOM + kept.getvalue()).encode("utf-8", "replace")


def cell(value: object) -> object:
    """One cell: a text that begins like a formula gets an apostrophe before it, which spreadsheets show as text."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and value.lstrip(" \u3000").startswith(BEGINS_FORMULA):
        return "'" + value
    return value

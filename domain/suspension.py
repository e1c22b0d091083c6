"""Leaving the Web service for the post (利用停止申請), and when that is not possible (W-02; S1 2章1 切替制限期間).

Web and post may not be mixed. Who has applied stays until the bonds are issued; so does, from 1 November, whoever
may buy again this year. The day of issue itself still counts as closed (債券発行まで).
"""

import datetime as dt

from domain.bond_dates import issue_day
from domain.errors import SuspensionClosed
from domain.months import fiscal_year


def closed_until(day: dt.date, *, applied_on: dt.date | None, may_continue: bool) -> dt.date | None:
    """The last day of the window in which no suspension is taken, if ``day`` lies in one; otherwise None.

    ``applied_on``: the day of a new application of this fiscal year that has not been declined or refused;
    ``may_continue``: the right to a continuing purchase this year, also where other passbooks exist.
    """
    year = fiscal_year(day)
    issue = issue_day(year)
    starts = []
    if applied_on is not None and fiscal_year(applied_on) == year:
        starts.append(applied_on)
    if may_continue:
        starts.append(dt.date(year, *CONTINUING_FROM))
    return issue if any(start <= day <= issue for start in starts) else None


def require_open(day: dt.date, *, applied_on: dt.date | None, may_continue: bool) -> None:
    """Raises SuspensionClosed with the last day of the window (W-02)."""
    until = closed_until(day, applied_on=applied_on, may_continue=may_continue)
    if until is not None:
        raise SuspensionClosed(day=day, until=until)


CONTINUING_FROM = (11, 1)  # month, day

"""The end of a quota: by whole days, once, and everybody who is void is told why."""

import datetime as dt

import pytest
from sqlalchemy import select

from bot import cli, daily, quota_job
from domain.desk import quota_closing
from domain.errors import ReceptionDayNotOver
from domain.store import applications, audit
from domain.store.tables import application, filing, outgoing, reception
from tests.applying import a_member, another, applies, at, on_record
from tests.bot.talking import Talking, a_house

D = dt.date(2026, 6, 15)
QUOTA = 582_089


@pytest.fixture
def talking(tmp_path) -> Talking:
    return Talking(a_house(tmp_path))


def filled(talking: Talking, *days: tuple[dt.date, int]) -> None:
    with talking.house.db.writing() as tx:
        for n, (day, units) in enumerate(days):
            on_record(tx, another(tx, str(300_100 + n)), None, units, day, line_user=f"U{n}")


def closes(talking: Talking, day: dt.date = D) -> list[quota_closing.Closing]:
    return quota_job.close(talking.house.db, day, talking.house.clock.ms())


def states(talking: Talking) -> list[str]:
    with talking.house.db.reading() as tx:
        return list(tx.execute(select(application.c.state).order_by(application.c.id)).scalars())


def test_the_day_that_goes_above_the_quota_is_void_as_a_whole_even_the_early_ones(talking: Talking) -> None:
    """Q-05, S1 9章Q6"""
    at(talking, 2026, 6, 16, 1)
    filled(talking, (dt.date(2026, 6, 12), QUOTA - 10), (D, 5), (D, 6))

    (closing,) = closes(talking)

    assert states(talking) == ["standing", "void", "void"]
    assert (closing.last_day, closing.crossed_on, closing.units, len(closing.void)) == (dt.date(2026, 6, 14), D, QUOTA - 10, 2)
    with talking.house.db.reading() as tx:
        assert list(tx.execute(select(filing.c.state).order_by(filing.c.id)).scalars()) == ["submitted", "rejected", "rejected"]
        assert audit.broken_at(tx) is None


def test_a_day_that_fills_the_quota_to_the_unit_is_the_last_and_counts(talking: Talking) -> None:
    """Q-05"""
    at(talking, 2026, 6, 16, 1)
    filled(talking, (D, QUOTA))

    (closing,) = closes(talking)

    assert states(talking) == ["standing"]
    assert (closing.last_day, closing.crossed_on) == (D, None)


def test_below_the_quota_nothing_is_decided(talking: Talking) -> None:
    """Q-05"""
    at(talking, 2026, 6, 16, 1)
    filled(talking, (D, QUOTA - 1))

    assert closes(talking) == []
    with talking.house.db.reading() as tx:
        assert tx.execute(select(reception)).first() is None


def test_the_job_may_be_run_twice_and_tells_nobody_twice(talking: Talking) -> None:
    """Q-05"""
    at(talking, 2026, 6, 16, 1)
    filled(talking, (D, QUOTA + 1))
    first, (again,) = closes(talking), closes(talking)

    assert [one.decided for one in first] == [True]
    assert (again.decided, again.void, again.crossed_on) == (False, (), D)
    with talking.house.db.reading() as tx:
        assert len(list(tx.execute(select(outgoing)))) == 1


def test_the_job_waits_until_the_day_is_over(talking: Talking) -> None:
    """Q-05"""
    at(talking, 2026, 6, 15, 23)

    with pytest.raises(ReceptionDayNotOver):
        closes(talking)


def test_what_came_in_after_the_day_and_before_the_job_is_void_too(talking: Talking) -> None:
    """Q-05: 応募期間終了日の翌日以降に到達した応募は無効"""
    at(talking, 2026, 6, 17, 10)
    filled(talking, (dt.date(2026, 6, 12), 10), (D, QUOTA), (dt.date(2026, 6, 16), 3))
    closes(talking)

    assert states(talking) == ["standing", "void", "void"]


def test_the_association_is_told_why_and_finds_the_reception_closed(talking: Talking) -> None:
    """Q-05"""
    a_member(talking)
    applies(talking)
    filled(talking, (dt.date(2026, 6, 15), QUOTA))
    at(talking, 2026, 6, 16, 10)
    closes(talking)

    told = str(talking.sent("push"))
    assert "2026年6月15日(月)に応募口数が募集口数を超えた" in told
    assert "2026年6月14日(日)で終わり" in told
    assert "無効になったお知らせ" in str(talking.sent("mail"))
    assert "2026年6月14日(日)で受付を終わりました" in talking.says("応募")


def test_the_day_closes_by_itself_once_it_is_over(talking: Talking) -> None:
    """Q-05"""
    at(talking, 2026, 6, 15, 23)
    filled(talking, (dt.date(2026, 6, 12), 10), (D, QUOTA))
    daily.run(talking.house)
    assert states(talking) == ["standing", "standing"], "the day was not over yet"

    at(talking, 2026, 6, 16, 0)
    assert [quota_job.run(talking.house), quota_job.run(talking.house)] == [1, 0]

    assert states(talking) == ["standing", "void"]
    with talking.house.db.reading() as tx:
        assert len(list(tx.execute(select(outgoing)))) == 1


def test_a_day_that_nobody_was_awake_for_is_closed_later(talking: Talking) -> None:
    """Q-05"""
    at(talking, 2026, 6, 14, 10)
    daily.run(talking.house)
    filled(talking, (dt.date(2026, 6, 12), 10), (D, QUOTA))
    at(talking, 2026, 7, 20, 10)
    daily.run(talking.house)

    assert states(talking) == ["standing", "void"]
    with talking.house.db.reading() as tx:
        assert tx.execute(select(reception.c.last_day)).scalar_one() == dt.date(2026, 6, 14)


def test_everybody_is_told_by_line_and_by_mail_each_with_the_own_number(talking: Talking) -> None:
    """Q-05"""
    a_member(talking)
    applies(talking)
    filled(talking, (dt.date(2026, 6, 15), QUOTA), (dt.date(2026, 6, 15), 1))
    at(talking, 2026, 6, 16, 10)
    closes(talking)

    with talking.house.db.reading() as tx:
        receipts = list(tx.execute(select(filing.c.receipt).order_by(filing.c.id)).scalars())
        told = [str(row.payload) for row in tx.execute(select(outgoing).where(outgoing.c.source == "notice:15"))]
    assert len(receipts) == 3
    assert [sum(receipt in one for one in told) for receipt in receipts] == [2, 1, 1]  # the two others have no mail address
    assert not [one for one in told if "R-????" in one]


def test_a_year_without_terms_has_nothing_to_close(talking: Talking) -> None:
    """Q-05"""
    at(talking, 2040, 6, 16, 1)

    assert quota_job.run(talking.house) == 0


def test_withdrawn_units_do_not_fill_the_quota(talking: Talking) -> None:
    """Q-05"""
    at(talking, 2026, 6, 16, 1)
    filled(talking, (D, QUOTA), (D, 5))
    with talking.house.db.writing() as tx:
        row = tx.execute(select(application).order_by(application.c.id.desc())).first()
        applications.change(tx, row.id, row.version, state="withdrawn")

    (closing,) = closes(talking)

    assert closing.crossed_on is None
    assert states(talking) == ["standing", "withdrawn"]


def test_a_year_by_lot_has_no_such_rule(talking: Talking) -> None:
    """B-02"""
    at(talking, 2026, 6, 16, 1)

    assert closes(talking, dt.date(2024, 6, 17)) == []


def test_the_command_says_what_it_did(talking: Talking, monkeypatch, capsys) -> None:
    at(talking, 2026, 6, 16, 1)
    filled(talking, (D, QUOTA + 1))
    monkeypatch.setattr(cli, "read", lambda: talking.house.settings)
    monkeypatch.setattr("bot.app.make_house", lambda settings: talking.house)

    assert cli.main(["quota", "close", "--day", "2026-06-15"]) == 0
    assert cli.main(["quota", "close", "--day", "2026-06-15"]) == 0
    assert cli.main(["quota", "close", "--day", "2026-06-16"]) == 1

    out, err = capsys.readouterr()
    assert "1 made void and told" in out
    assert "decided before" in out
    assert "まだ終わっていません" in err

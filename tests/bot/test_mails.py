"""Every mail says who sends it, whom to call and when, and what to do when it is not mine."""

import ast
import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from bot import mails
from bot.locale import t
from bot.messages import Mail
from bot.notices import (
    application_done,
    approved,
    expired,
    expiring,
    quota_exceeded,
    redemption_accepted,
    redemption_paid,
    redemption_recorded,
    rejected,
    returned,
)
from tests.bot.talking import Talking
from tests.reading import sources, tree

DAY = dt.date(2026, 8, 10)
REMARK = SimpleNamespace(field="bank", reason="account_not_found")
REDEMPTION = SimpleNamespace(buy_back_on=DAY, quote={"statement_from": DAY, "report_errors_by": DAY})
NOTICES = [
    application_done.mail("R-1"), approved.mail("R-1"), expired.mail("R-1", DAY), expiring.mail("R-1", DAY), quota_exceeded.mail("R-1", DAY, DAY),
    redemption_accepted.mail("R-1", REDEMPTION), redemption_paid.mail("R-1", DAY), redemption_recorded.mail(DAY), rejected.mail("R-1", "not_entitled"), returned.mail("R-1", [REMARK], DAY),
]  # fmt: skip


@pytest.mark.parametrize("mail", NOTICES, ids=[mail.subject for mail in NOTICES])
def test_a_notice_ends_with_who_sends_it_and_when_to_call(mail: Mail) -> None:
    told, _, footer = mail.body.partition("――――――――――")

    assert "すまいる窓口" in footer
    assert "0120-0860-23" in footer
    assert "9時〜17時" in footer
    assert "送信専用" in footer
    assert told.count("ご利用いただき、ありがとうございます") == 1
    assert "お心当たりがないとき" in told


@pytest.mark.parametrize("write", [mails.question_set, mails.password_set, mails.authenticator_set, mails.line_linked])
def test_a_mail_about_an_account_has_the_same_end(write: Any, talking: Talking) -> None:
    who = talking.has_account()
    with talking.house.db.writing() as tx:
        mail = write(tx, who)

    assert mail.body.endswith(t("mails.sender"))
    assert "お心当たりがないとき" in mail.body


def test_every_notice_that_is_mailed_is_looked_at_here() -> None:
    mailing = [file for file in sources("bot/notices") if any(isinstance(node, ast.FunctionDef) and node.name == "mail" for node in tree(file).body)]

    assert len(mailing) == len(NOTICES)

"""中途換金 in the chat: the story to the letter, every bad input, every way back, and the guide's example to the end."""

from tests.bot.talking import Talking
from tests.redeeming import OFFICER, settles


def test_a_request_is_filed_once_with_a_code_and_a_receipt_that_is_pushed(talking: Talking) -> None:
    """W-06"""
    settles(talking)
    talking.follows()
    talking.says("中途換金")
    for label in ("2026年8月",):
        talking.taps(label)
    talking.says("50口")
    for label in ("この内容で進む", "大規模修繕工事", "会計担当役員への電話"):
        talking.taps(label)
    talking.fills_page("early_redemption", **OFFICER)
    talking.taps("この内容で申し込む")

    assert "受付番号" in talking.says(talking.code())
    assert "受付番号" in str(talking.sent("push"))

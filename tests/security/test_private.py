"""What may not pass through LINE (T89): no sentence asks for it there, none carries it, and staff are stopped."""

import random
import re

from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from domain import masking, registration_form
from tests import sentences
from tests.bot.talking import Talking, a_house
from tests.scenario.test_text_steps import plain, steps

# Files whose sentences are said in the chat. What our pages, mails, papers and the desk say does not pass through LINE.
CHAT = ("about", "application", "early_redemption", "filings", "handoff", "menu", "notices", "passbooks", "prompts", "registration", "signing_in")
# Facts that no sentence of the chat may take: whoever fills one in would hand a person's data to LINE.
def _fields():
    return [field for section in registration_form.REGISTRATION.sections for field in section.fields]


PRIVATE = {field.name for field in _fields() if field.private} | {"family_name", "given_name", "mail", "phone", "address", "birth_date", "account_number", "user_id", "password", "code", "secret"}
# Facts that sound private and are not, with the reason.
SAID = {
    ("passbooks", "account"): "the last three digits, as the rule of the office has it",
}
KNOWN = {
    "a mail address": re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"),
    "a mobile telephone": re.compile(r"(?<!\d)0[5789]0[-\s]?\d{4}[-\s]?\d{4}(?!\d)"),
    "an account number": re.compile(r"(?<![\d-])\d{7}(?![\d-])"),
    "a postal code": re.compile(r"〒?\d{3}-\d{4}(?!-?\d)"),
    "a birth date": re.compile(r"(?:昭和|大正)\d+年\d+月\d+日|19[2-9]\d年\d+月\d+日"),
    "a one-time code": re.compile(r"(?<![\d,-])\d{6}(?![\d,-])"),
}


class Facts(Visitor):
    """The names of the facts a sentence takes."""

    def __init__(self):
        self.names = set()

    def visit_VariableReference(self, node):
        self.names.add(node.id.name)


def chat_sentences():
    """(file, message, text without the examples, facts) of every sentence of the chat."""
    for path in sentences.files():
        if path.stem not in CHAT:
            continue
        for entry in sentences.parsed(path).body:
            if isinstance(entry, ftl.Message):
                facts = Facts()
                facts.visit(entry)
                text = path.read_text("utf-8")[entry.span.start : entry.span.end]
                yield path.stem, entry.id.name, re.sub(r"例[：:][^\n]*|\[[^]]*\]", "", text), facts.names


def test_no_sentence_of_the_chat_takes_a_private_fact_or_holds_one(figure):
    found, read = [], 0
    for stem, name, text, facts in chat_sentences():
        read += 1
        found += [(stem, name, fact) for fact in facts & (PRIVATE | {"name", "account", "kana"}) if (stem, fact) not in SAID]
        found += [(stem, name, what) for what, pattern in KNOWN.items() if pattern.search(text) and "{ -office" not in text and not re.search("住宅金融支援機構|電話", text)]
    assert found == []
    assert read > 150
    figure("T89", sentences_of_the_chat=read, private_facts=len(found), allowed_with_a_reason=len(SAID))


def test_every_exception_is_still_needed():
    taken = {(stem, fact) for stem, _, _, facts in chat_sentences() for fact in facts}
    assert set(SAID) <= taken


def test_a_private_field_is_asked_on_our_page_only(figure):
    """The registration in chat: no question of the talk is answered by a private field; every one stands on a page."""
    private = [field.name for field in _fields() if field.private]
    assert {"rep_family_name", "birth_date", "rep_phone", "account_number", "rep_street"} <= set(private)
    figure("T89", private_fields=len(private))


def test_no_message_of_a_whole_registration_holds_what_was_typed_on_a_page(tmp_path, figure):
    from tests.bot.dialogs.test_registration import PRIVATE_REPRESENTATIVE
    from tests.journey import APPLICANT, ASSOCIATION

    typed = {str(value) for told in (PRIVATE_REPRESENTATIVE, APPLICANT, ASSOCIATION) for value in told.values() if len(str(value)) > 3 and value != "ordinary"}
    typed -= {"東京都", "文京区", "後楽1-4-10"}  # the example lives where the issuer has its office, whose address is told
    talking, said, found = Talking(a_house(tmp_path)), 0, []
    talking.follows()
    for right in steps(talking):
        for words in ("", "ヘルプ", "x"):
            if words:
                talking.says(words)
            said += len(talking.answers)
            plain(talking, words)
            found += [value for value in typed if value in str(talking.answers)]
        right()
    found += [value for value in typed if value in str(talking.sent("push"))]
    assert found == []
    figure("T89", messages_of_a_registration=said, private_values_found=len(found))


PRIVATE_WORDS = [
    "口座番号は{account}ですね。", "普通 {account} で承りました", "携帯 {mobile} におかけします", "{mobile}で合っていますか", "お電話は{mobile_plain}", "口座（{account}）を確認しました", "口座：{account_wide}",
    "ご登録の{mobile_wide}へ", "番号は{account_split}です", "振込先の口座番号{account}をご確認ください",
]  # fmt: skip
PLAIN_WORDS = [
    "{year}年度の募集は{month}月からです。", "積立組合番号3{five}の件です", "受付番号はR-{four}-{four}です", "代表電話は0120-0860-{two}です", "{units}口、{amount}円です。", "{month}月{day}日までにお送りください",
    "審査には{two}日ほどかかります", "書類を{day}枚受け取りました", "{amount}円の予定です", "お問い合わせは03-5800-{four}へ",
]  # fmt: skip


def test_staff_are_stopped_before_a_number_leaves(figure):
    """Two hundred texts of staff: 100 hold an account or a mobile number, 100 hold none."""
    will = random.Random(89)

    def filled(pattern):
        account, mobile = f"{will.randrange(10**6, 10**7)}", f"0{will.choice('789')}0-{will.randrange(10**4):04}-{will.randrange(10**4):04}"
        wide = str.maketrans("0123456789-", "０１２３４５６７８９－")
        return pattern.format(
            account=account, mobile=mobile, mobile_plain=mobile.replace("-", ""), account_wide=account.translate(wide), mobile_wide=mobile.translate(wide), account_split=f"{account[:3]} {account[3:]}",
            year=will.randrange(2013, 2040), month=will.randrange(1, 13), day=will.randrange(1, 29), five=f"{will.randrange(10**5):05}", four=f"{will.randrange(10**4):04}", two=f"{will.randrange(10, 99)}",
            units=will.randrange(1, 999), amount=f"{will.randrange(1, 9999) * 500000:,}",
        )  # fmt: skip

    planted = [filled(pattern) for pattern in PRIVATE_WORDS for _ in range(10)]
    harmless = [filled(pattern) for pattern in PLAIN_WORDS for _ in range(10)]
    caught = sum(masking.holds_private_number(text) for text in planted)
    false = [text for text in harmless if masking.holds_private_number(text)]
    assert caught >= 95
    assert len(false) <= 5, false
    figure("T89", planted=100, caught=caught, harmless=100, false_alarms=len(false))

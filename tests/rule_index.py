"""Every rule of the bond, the module that holds it and the test that shows it: `python -m tests.rule_index`.

The numbers stand in the docstrings of tests and modules; this script gathers them into docs/rules.md. `--gaps` names
the rules that no test shows. A rule that is only a fact to be said on a screen stands in SAID with the reason.
"""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "rules.md"
NUMBER = re.compile(r"\b(B13-\d|[PQIRTWFGLX]-\d\d|A9)\b")
SHOWN = 2  # tests named for each rule; the others are found by the number


@dataclass(frozen=True, order=True)
class Shown:
    """A test that carries a rule's number."""

    path: str
    line: int
    name: str

    def __str__(self) -> str:
        words = self.name.removeprefix("test_").replace("_", " ")
        return f"[{Path(self.path).stem}](../{self.path}): {words}"


def tests_by_rule() -> dict[str, list[Shown]]:
    """The tests whose docstrings carry each number."""
    found: defaultdict[str, list[Shown]] = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in _functions(path):
            for number in sorted(set(NUMBER.findall(ast.get_docstring(node) or ""))):
                found[number].append(Shown(path.relative_to(ROOT).as_posix(), node.lineno, node.name))
    return {number: sorted(tests) for number, tests in found.items()}


def modules_by_rule() -> dict[str, list[str]]:
    """The modules of the domain that name each number."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "domain").rglob("*.py")):
        if path.name == "errors.py":
            continue  # It names the rule of every refusal: no help to a reader who looks for the rule.
        for number in set(NUMBER.findall(path.read_text("utf-8"))):
            found[number].append(path.relative_to(ROOT).as_posix())
    return dict(found)


def gaps(shown: Mapping[str, list[Shown]]) -> list[str]:
    """The rules that no test shows and that are not merely said."""
    return [number for number in RULES if number not in shown and number not in SAID]


def page() -> str:
    """The text of docs/rules.md."""
    shown, held = tests_by_rule(), modules_by_rule()
    lines = [
        "# The rules, where they stand and what shows them",
        "",
        "Made by `python -m tests.rule_index` from the numbers in docstrings; a test keeps it true. Two tests are named",
        'for each rule; search the number for the others. "Said" rules are facts for a screen, with the reason.',
    ]
    for part, title in PARTS.items():
        lines += ["", f"## {title}", "", "| rule | in words | module | test |", "|---|---|---|---|"]
        lines += [_row(number, shown, held) for number in RULES if _part(number) == part]
    return "\n".join(lines) + "\n"


def _row(number: str, shown: dict[str, list[Shown]], held: dict[str, list[str]]) -> str:
    where = "<br>".join(f"[{Path(path).stem}](../{path})" for path in held.get(number, [])[:3])
    tests = [str(test) for test in shown.get(number, [])[:SHOWN]]
    if number in SAID and not tests:
        tests.append(f"said: {SAID[number]}")
    return f"| {number} | {RULES[number]} | {where} | {'<br>'.join(tests) or '—'} |"


def _part(number: str) -> str:
    return number.split("-")[0]


def _functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node


def main(arguments: list[str]) -> int:
    """Write the page, or with --gaps name what is missing; 1 if something is."""
    if "--gaps" not in arguments:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(page(), "utf-8")
    missing = gaps(tests_by_rule())
    for number in missing:
        print(f"{number}: {RULES[number]}: no test carries its number")
    return 1 if missing else 0


PARTS = {
    "P": "A1 Purchase and units (購入・口数)",
    "Q": "A2 Application and quota (応募)",
    "I": "A3 Interest, tax and payment days (利息・税・支払日)",
    "R": "A4 Early redemption (中途換金)",
    "T": "A5 Certified and step-up bonds (認定・ステップアップ)",
    "W": "A6 Web account and security",
    "F": "A7 Fields and characters",
    "G": "A8 Company, delivery, representative (管理会社・送付先・代表者変更)",
    "A9": "A9 Notices (通知)",
    "L": "A10 The loan (共用部分リフォーム融資)",
    "B13": "A11 The rules of 2013",
    "X": "A12 General, liability, status",
}

RULES = {
    "P-01": "1口 = 500,000 yen, never split",
    "P-02": "units = the amount in whole 50万円, rounded down",
    "P-03": "the ceiling: a year's reserve plus the balance, less borrowings",
    "P-04": "the same units every year, once a year, ten times at most",
    "P-05": "a new application after a gap, for other units, or after the tenth purchase",
    "P-06": "a missed purchase forfeits the rest of that passbook only",
    "P-07": "several fiscal years side by side: one number, seal, account, address; a passbook each",
    "P-08": "seven conditions make a purchase; no cancellation after issue",
    "P-09": "one transfer a passbook to its own account; none combined, no debit",
    "P-10": "counter (not ゆうちょ), internet banking or ATM; the fee is the association's; no interest before issue",
    "P-11": "a refund comes less its fee",
    "P-12": "not ordering or not transferring is declining, without penalty",
    "P-13": "papers at purchase: registry extract within 3 months, corporate number within 6",
    "P-14": "ten years, redemption at par, no roll-over, no interest after maturity",
    "P-15": "the nth purchase matures n+9 years after the first",
    "P-16": "no transfer, no pledge, kept free of charge; only associations buy",
    "P-17": "redemption does not end the purchases unless 中止 is declared with a full one",
    "P-18": "the five ways to lose the right, per passbook",
    "P-19": "the balance certificate leaves out money not yet issued",
    "P-20": "loan benefits from the first purchase until nothing is held",
    "Q-01": "condominiums with dwellings, not rental, not in 沖縄県",
    "Q-02": "four requirements; the plan counts from its making, old and new add up",
    "Q-03": "no resolution of the assembly is required",
    "Q-04": "late April to early October, once a year, first come first served",
    "Q-05": "the day the quota is exceeded is void and the period ends the day before",
    "Q-06": "one kind only",
    "Q-07": "per ID; changes of data only after a first application is approved",
    "Q-08": "nothing after the period",
    "Q-09": "the calendar of a year",
    "I-01": "issue on 2/20 or the next business day",
    "I-02": "interest on 2/20 or the business day before, from the next year on",
    "I-03": "maturity on its day or the business day before",
    "I-04": "each payment covers the full year, also when the day moves",
    "I-05": "the coupon rises each year and is fixed for life; later purchases have their own",
    "I-06": "a year's interest = what the average makes less what was paid",
    "I-07": "tax 15.315 %, in 2013 20.315 %, on interest only",
    "I-08": "payments are summed per passbook to the one account",
    "I-09": "errors are reported by the 10th, or by the end of the month before a buy-back",
    "I-10": "a stop of payment within two business days may fail",
    "R-01": "whole units within the balance; 30万 and 170万 are refused",
    "R-02": "closed: the first year, two months of later tranches, the maturity month",
    "R-03": "what that means in March, April and February",
    "R-04": "emergencies are reviewed one by one",
    "R-05": "oldest first, ineligible tranches skipped, passbooks apart",
    "R-06": "one request a passbook and month",
    "R-07": "bought back on the 10th or the business day before",
    "R-08": "postmark 1st-15th and arrival by the 20th of the month before",
    "R-09": "intent confirmed by the last business day, by paper or by another officer",
    "R-10": "par plus accrued interest by months less tax; no fee",
    "R-11": "the statement comes late in the month of acceptance",
    "T-01": "certified on the day of application; no 事前確認適合証",
    "T-02": "certified on 1 April and declared by early October to go on",
    "T-03": "losing or gaining a certification changes no bond already bought",
    "T-04": "the premium is set each year",
    "T-05": "four stars or S, valid on the day of application",
    "T-06": "step-up: status on 1 April, declared by early October",
    "T-07": "certification since April 2022, for five years, by city, ward or prefecture",
    "T-08": "what certification and rating cost besides",
    "W-01": "8:00-26:00; after midnight is the next business day",
    "W-02": "no mixing with the post; when the service cannot be left",
    "W-03": "an ID lives five years after the last sign-in",
    "W-04": "three wrong passwords lock for 30 minutes",
    "W-05": "30 minutes idle end a session; uploads are not saved",
    "W-06": "when a one-time code is asked for",
    "W-07": "how long a URL opens",
    "W-08": "what a password needs",
    "W-09": "mail domains to allow",
    "W-10": "the way to a forgotten ID",
    "W-11": "what each eKYC status allows",
    "W-12": "the two ways of eKYC",
    "W-13": "papers where eKYC is impossible",
    "W-14": "external managers",
    "W-15": "what one registration stands for",
    "F-01": "積立組合番号: 3 and five digits",
    "F-02": "the association's name in full width, no Roman numerals, no 外字",
    "F-03": "kana in full width",
    "F-04": "account names in 全銀 kana",
    "F-05": "the association's own 普通 or 当座 account",
    "F-06": "法人番号, postal codes and telephones in digits",
    "F-07": "the address as on the ID",
    "F-08": "upload limits and types",
    "F-09": "管理規約 and papers A, B or C",
    "G-01": "permissions ア, イ and ウ",
    "G-02": "which post may be redirected",
    "G-03": "redirected from the next month if filed by the 20th",
    "G-04": "a new representative by 20 October",
    "G-05": "what still comes by post",
    "A9": "the 32 notices and four more: when, to whom, once",
    "L-01": "the most that can be borrowed",
    "L-02": "8,630 yen a million and 27,800千円",
    "L-03": "rates, discounts and the floor",
    "L-04": "1-10 years, to 20 with one of eight works",
    "L-05": "requirements of the loan",
    "L-06": "what the slides counted",
    "B13-1": "the least monthly reserve of 2013",
    "B13-2": "promises, plans and rules of 2013",
    "B13-3": "100,000 units by lot, 0.266 %, and the telephone of 2013",
    "X-01": "only the representative acts",
    "X-02": "post counts as delivered when it usually would be",
    "X-03": "late papers are the association's risk; changes hold for all passbooks",
    "X-04": "a loss stops everything for all passbooks",
    "X-05": "a corporate number is told once designated",
    "X-06": "what a breach on antisocial ties allows",
    "X-07": "a defect: returned with a URL, corrected, filed again",
    "X-08": "the safety wording",
    "X-09": "contacts and hours",
}

SAID = {
    "W-09": "a sentence beside every mail that is announced; the receiving side is not ours",
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

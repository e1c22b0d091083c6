"""The command line: bad arguments, JSON, options."""

import json

import pytest

from bot import calc, cli

BOOK = ["--first-year", "2022", "--units", "30", "--purchases", "4"]


def answer(capsys, *argv):
    code = calc.main(argv)
    said = capsys.readouterr()
    return code, said.out, said.err


def data(capsys, *argv):
    code, out, err = answer(capsys, *argv, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


@pytest.mark.parametrize(
    ("argv", "named", "example"),
    [
        (["units"], "AMOUNT", "units 990万円"),
        (["units", "30万円"], "AMOUNT「30万円」", "units 990万円"),
        (["units", "さんびゃくまんえん"], "AMOUNT", "3000000円"),
        (["redeem"], "--first-year", "--first-year 2022"),
        (["redeem", "--first-year", "平成"], "--first-year「平成」", "--first-year 2022"),
        (
            ["redeem", "--first-year", "2012", *BOOK[2:], "--redeem", "1", "--month", "2026-08"],
            "--first-year「2012」",
            "2022",
        ),
        (["redeem", *BOOK], "--redeem", "--redeem 50"),
        (
            ["redeem", *BOOK, "--redeem", "170万円", "--month", "2026-08"],
            "--redeem「170万円」",
            "1,500,000円",
        ),
        (["redeem", *BOOK, "--redeem", "121", "--month", "2026-08"], "--redeem「121」", "120口"),
        (["redeem", *BOOK, "--redeem", "1", "--month", "2026-13"], "--month「2026-13」", "--month 2026-08"),
        (["redeem", *BOOK, "--redeem", "1", "--on", "2026-02-30"], "--on「2026-02-30」", "--on 2026-07-01"),
        (
            ["redeem", *BOOK, "--redeem", "1", "--month", "2026-08", "--channel", "fax"],
            "--channel「fax」",
            "web, paper",
        ),
        (
            ["redeem", *BOOK, "--redeem", "1", "--month", "2026-08", "--emergency", "yes"],
            "--emergency",
            "approved",
        ),
        (["schedule", "--first-year", "2022", "--units", "1.5"], "--units「1.5」", "--units 30"),
        (["schedule", "--first-year", "2022", "--units", "-3"], "--units「-3」", "--units 30"),
        (["schedule", *BOOK, "--kind", "best"], "--kind「best」", "ordinary, certified, step_up"),
        (["schedule", *BOOK[:4], "--purchases", "11"], "--purchases「11」", "--purchases 4"),
        (["schedule", *BOOK[:4], "--purchases", "0"], "--purchases「0」", "--purchases 4"),
        (["schedule", *BOOK, "--kind", "step_up"], "--first-year「2022」", "ステップアップ"),
        (
            ["schedule", *BOOK, "--reading", "tax_floor=maybe"],
            "--reading「tax_floor=maybe」",
            "per_unit, per_tranche",
        ),
        (["schedule", *BOOK, "--reading", "weather=fine"], "--reading「weather=fine」", "first_year_lock"),
        (["schedule", "--first-year", "2014", "--units", "3"], "--first-year「2014」", "2014年度"),
        (["schedule", "--first-year", "2040", "--units", "3"], "--first-year「2040」", "2050年12月31日"),
        (["ceiling", "--a-year", "5,000千円"], "--a-year「5,000千円」", "--a-year 672万円"),
        (["ceiling", "--a-year", "-1円"], "--a-year「-1円」", "0円以上"),
        (["ceiling", "--a-year", "1万円", "--account", "abc"], "--account「abc」", "--account 2,000万円"),
        (
            ["loan", "--monthly-reserve", "30万円", "--rate", "abc", "--years", "10"],
            "--rate「abc」",
            "--rate 0.70",
        ),
        (
            ["loan", "--monthly-reserve", "30万円", "--rate", "nan", "--years", "10"],
            "--rate「nan」",
            "--rate 0.70",
        ),
        (
            ["loan", "--monthly-reserve", "30万円", "--rate", "0.7", "--years", "10", "--arrears", "x"],
            "--arrears「x」",
            "--arrears 5",
        ),
        (["dates"], "--year", "--year 2026"),
        (["dates", "--year", "99999"], "--year「99999」", "--year 2026"),
        (["dates", "--month", "2060-01"], "--month「2060-01」", "--month 2026-08"),
        (["business-day"], "DATE", "business-day 2027-02-20"),
        (["business-day", "2027-02-30"], "DATE「2027-02-30」", "business-day 2027-02-20"),
        (["business-day", "1999-01-01"], "DATE「1999-01-01」", "2000年1月1日"),
        (["business-day", "2050-12-29", "--plus", "5"], "--plus「5」", "--plus 7"),
        (["business-day", "--nth", "30", "--month", "2026-04"], "--nth「30」", "21日"),
        (["business-day", "--nth", "7"], "--month", "--month 2026-08"),
        (["account-name", "管理組合"], "NAME「管理組合」", "account-name"),
    ],
)
def test_a_bad_argument_is_named_with_what_is_wrong_and_an_example_and_the_code_is_two(
    argv, named, example, capsys
):
    code, out, err = answer(capsys, *argv)
    assert (code, out) == (2, "")
    assert err.startswith(named)
    assert example in err
    assert "例: " in err
    assert len(err.splitlines()) in (2, 3)


@pytest.mark.parametrize("argv", [["units", "1億円", "--jsn"], ["nothing"], ["schedule", "--first", "2022"]])
def test_an_unknown_command_or_option_is_told_in_japanese_with_code_two(argv, capsys):
    with pytest.raises(SystemExit) as left:
        calc.main(argv)
    assert left.value.code == 2
    assert "--help" in capsys.readouterr().err


def test_without_a_command_the_commands_are_listed(capsys):
    code, out, err = answer(capsys)
    assert (code, out) == (2, "")
    assert all(command in err for command in calc.COMMANDS)


def test_a_refusal_of_no_single_argument_is_told_in_its_own_sentence(capsys):
    code, _, err = answer(capsys, "loan", "--monthly-reserve", "1万円", "--rate", "0.7", "--years", "10")
    assert code == 2
    assert "100万円" in err or "1,000,000円" in err


def test_the_quote_is_given_to_programs_as_numbers_and_iso_dates(capsys):
    quote = data(capsys, "redeem", *BOOK, "--redeem", "50", "--month", "2026-08")
    assert quote["units"] == 50 and quote["principal"] == 25_000_000 and quote["left"] == 70
    assert quote["bought_on"] == "2026-08-10"
    assert [line["nth"] for line in quote["lines"]] == [1, 2]
    assert quote["net"] == sum(line["net"] for line in quote["lines"])
    assert quote["readings"]["elapsed_months"] == "calendar_difference"
    assert quote["may_go_on"] is True


def test_stopping_with_everything_is_told(capsys):
    quote = data(capsys, "redeem", *BOOK, "--redeem", "120", "--month", "2026-08", "--stop")
    assert quote["may_go_on"] is False and quote["left"] == 0


def test_another_reading_changes_the_quote_and_is_told(capsys):
    how = ("--reading", "elapsed_months=complete_months", "--reading", "tax_floor=per_tranche")
    quote = data(capsys, "redeem", *BOOK, "--redeem", "30", "--month", "2026-08", *how)
    assert quote["lines"][0]["months"] == 5
    _, out, _ = answer(capsys, "redeem", *BOOK, "--redeem", "30", "--month", "2026-08", *how)
    assert "満ちた月だけ" in out


def test_the_day_of_the_request_chooses_the_month(capsys):
    assert data(capsys, "redeem", *BOOK, "--redeem", "1", "--on", "2026-07-16")["month"] == [2026, 9]


def test_without_a_day_the_clock_is_asked(capsys):
    month = data(capsys, "redeemable", "--first-year", "2013", "--units", "1", "--purchases", "1")["month"]
    assert month[0] >= 2026


def test_an_approved_emergency_opens_the_first_year(capsys):
    book = ("--first-year", "2025", "--units", "5", "--purchases", "1", "--month", "2026-08")
    assert data(capsys, "redeemable", *book)["redeemable"] == 0
    assert data(capsys, "redeemable", *book, "--emergency", "approved")["redeemable"] == 5


def test_what_is_redeemable_is_given_tranche_by_tranche(capsys):
    found = data(capsys, "redeemable", *BOOK, "--month", "2026-04")
    assert [one["locked"] for one in found["tranches"]] == [None, None, None, "two_months"]
    assert found["first_month"] == [2026, 4]
    _, out, _ = answer(
        capsys, "redeemable", "--first-year", "2013", "--units", "1", "--purchases", "1", "--month", "2026-08"
    )
    assert "ありません" in out


def test_the_schedule_is_given_in_sums_and_in_lines(capsys):
    plan = data(capsys, "schedule", *BOOK)
    assert sum(one["net"] for one in plan["payouts"]) == sum(one["net"] for one in plan["lines"])
    assert len(plan["lines"]) == 44 and len(plan["payouts"]) == 13
    _, out, _ = answer(capsys, "schedule", *BOOK, "--lines")
    assert "年目" in out


def test_years_without_a_table_take_another_years_and_it_is_said(capsys):
    _, out, _ = answer(
        capsys,
        "schedule",
        "--first-year",
        "2013",
        "--units",
        "1",
        "--purchases",
        "3",
        "--assume-year",
        "2013",
    )
    assert "2014年度の利率はまだ決まっていないため、2013年度の表で計算しています" in out
    _, out, _ = answer(
        capsys,
        "schedule",
        "--first-year",
        "2026",
        "--units",
        "1",
        "--purchases",
        "2",
        "--assume-year",
        "2022",
    )
    assert "2027年度の利率はまだ決まっていないため、2022年度の表で計算しています" in out


def test_the_ceiling_of_a_year_follows_the_rule_of_that_year(capsys):
    amounts = ("--a-year", "600万円", "--account", "500万円", "--account", "400万円", "--borrowed", "100万円")
    assert data(capsys, "ceiling", *amounts)["ceiling"] == 14_000_000
    assert data(capsys, "ceiling", *amounts, "--year", "2013")["ceiling"] == 8_000_000
    added = ("--bonds-held", "200万円", "--reading", "bonds_in_reserve=added")
    assert data(capsys, "ceiling", *amounts, *added)["ceiling"] == 16_000_000


def test_the_loan_is_bound_by_cost_as_well(capsys):
    base = ("loan", "--monthly-reserve", "30万円", "--rate", "0.70%", "--years", "10")
    assert data(capsys, *base)["amount"] == 27_800_000
    assert data(capsys, *base, "--cost", "2,000万円", "--subsidy", "100万円")["amount"] == 19_000_000
    _, out, _ = answer(capsys, *base, "--arrears", "15")
    assert "条件付き" in out


def test_dates_business_days_and_names_are_given_to_programs(capsys):
    assert data(capsys, "dates", "--year", "2026")["issued_on"] == "2027-02-22"
    assert data(capsys, "dates", "--year", "2030")["matures_on"] == "2041-02-20"
    assert data(capsys, "dates", "--month", "令和8年8月")["bought_on"] == "2026-08-10"
    assert data(capsys, "business-day", "2027-02-20", "--plus", "-2")["plus"] == "2027-02-18"
    assert data(capsys, "business-day", "--nth", "7", "--month", "2026-04")["date"] == "2026-04-09"
    assert data(capsys, "account-name", "サンプルマンション")["kana"] == "ｻﾝﾌﾟﾙﾏﾝｼﾖﾝ"
    assert data(capsys, "units", "９９０万円")["units"] == 19


def test_calc_is_a_command_of_the_whole_program(capsys):
    assert cli.main(["calc", "units", "500万円"]) == 0
    assert "10口" in capsys.readouterr().out

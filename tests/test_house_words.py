"""One wording for one thing, in every file of sentences."""

import re

import pytest

from tests.reading import Place, none
from tests.sentences import files

STAFF = {"calc", "doctor"}  # command lines, with signs as terminals have them
WORDS = {
    # what stands nowhere            what stands instead
    r"[0-9}]けた|けたの": "桁",
    r"まちが[いえ]": "間違い",
    r"(?<!ただ)いま(?=[のは、])": "今",
    r"かまいません": "構いません",
    r"住宅債券専用ダイヤル": "お客さまコールセンター",
    r"」とご入力": "」と入力",
    r"例:": "例：",
    r"お申し込み(?=[を。、]|により)": "お申込み",
    r"(?<!お)心当たり": "お心当たり",
}


@pytest.mark.parametrize("pattern", WORDS)
def test_one_thing_has_one_wording(pattern):
    found = [
        Place(f"locales/ja/{path.name}", number, line.strip()[:60])
        for path in files()
        if path.stem not in STAFF
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if not line.startswith("#") and re.search(pattern, line)
    ]
    none(found, f"Write {WORDS[pattern]}.")


def test_a_second_wording_is_seen():
    seen = {"6けたの数字": 0, "{ $digits }けたの数字": 0, "まちがいが3回": 1, "いまの入力": 2, "「担当者」とご入力ください": 5, "例:30": 6}

    assert all(re.search(list(WORDS)[n], text) for text, n in seen.items())
    assert not any(re.search(pattern, "続けた場合、していまして、ただいまの操作、300例") for pattern in WORDS)

"""UTF-16 units and graphemes, as text-character-count explains them."""

from __future__ import annotations

import pytest

from emulator.counting import grapheme_length, graphemes, utf16_length


@pytest.mark.parametrize(
    ("text", "units", "visible"),
    [
        ("", 0, 0),
        ("abc", 3, 3),
        ("日本語", 3, 3),
        ("\U0001f34e", 2, 1),  # red apple
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466", 11, 1),  # a family joined by ZWJ
        ("\U0001f1ef\U0001f1f5", 4, 1),  # flag of Japan
        ("\U0001f1ef\U0001f1f5\U0001f1ef\U0001f1f5", 8, 2),
        ("\U0001f1ef\U0001f1f5\U0001f1ef", 6, 2),
        ("\U0001f44d\U0001f3fd", 4, 1),  # a thumb with a skin tone
        ("か\u3099", 2, 1),  # a combining voicing mark
        ("e\u0301", 2, 1),
        ("ｶﾞ", 2, 1),  # half-width KA with a half-width voicing mark
        ("1\ufe0f\u20e3", 3, 1),  # keycap
        ("❤️", 2, 1),
        ("\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", 14, 1),  # flag of England
        ("葛\U000e0100", 3, 1),  # an ideographic variation
        ("각", 1, 1),
        ("\u1100\u1161\u11a8", 3, 1),
        ("\r\n", 2, 1),
        ("\n\r", 2, 2),
        ("a\u200db", 3, 2),  # ZWJ joins only pictographs
        ("\ud83d", 1, 1),  # a lone surrogate
        ("𠮷野家", 4, 3),
    ],
)
def test_units_and_graphemes(text: str, units: int, visible: int) -> None:
    assert utf16_length(text) == units
    assert grapheme_length(text) == visible


def test_cutting_loses_nothing() -> None:
    text = "a\U0001f468\u200d\U0001f469か\u3099\r\n\U0001f1ef\U0001f1f5x"

    assert "".join(graphemes(text)) == text

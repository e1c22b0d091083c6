"""Setting a paper: A4, BIZ UDGothic embedded, headings, pairs, tables and notes. The one door to reportlab.

Text only ever enters as text: what a name holds is escaped, nothing of it is markup.
"""

import functools
import io
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

FONTS = Path(__file__).resolve().parents[2] / "assets" / "fonts"
REGULAR, BOLD = "BIZUDGothic", "BIZUDGothic-Bold"
INK, FAINT, RULE = "#1a1a1a", "#5c6670", "#b8c0c6"
MARGIN = 56.0  # points

Rows = Sequence[Sequence[str]]


class Paper:
    """One paper while it is set, from top to bottom."""

    def __init__(self, title: str) -> None:
        _fonts()
        self._title = title
        self._story: list[object] = []
        self.text(title, size=17, bold=True, after=10)

    def text(self, words: str, *, size: float = 10.5, bold: bool = False, faint: bool = False, after: float = 6) -> None:
        """A paragraph; lines of the text stay lines."""
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.platypus import Paragraph

        style = ParagraphStyle(
            "text", fontName=BOLD if bold else REGULAR, fontSize=size, leading=size * 1.6, spaceAfter=after, wordWrap="CJK",
            textColor=FAINT if faint else INK,
        )  # fmt: skip
        self._story.append(Paragraph(escape(words).replace("\n", "<br/>"), style))

    def pairs(self, rows: Rows) -> None:
        """What is said of something: name and value, one a line."""
        self._table(rows, [130, None], head=False, right=())

    def table(self, head: Sequence[str], rows: Rows, *, right: Sequence[int]) -> None:
        """A table with a head; the columns of `right` hold figures."""
        self._table([head, *rows], [None] * len(head), head=True, right=right)

    def bytes(self) -> bytes:
        """The finished PDF. The same story makes the same bytes."""
        from reportlab.lib.pagesizes import A4
        from reportlab.platypus import SimpleDocTemplate

        made = io.BytesIO()
        SimpleDocTemplate(
            made, pagesize=A4, title=self._title, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=MARGIN,
            invariant=1, lang="ja",
        ).build(list(self._story))  # fmt: skip
        return made.getvalue()

    def _table(self, rows: Rows, widths: Sequence[float | None], *, head: bool, right: Sequence[int]) -> None:
        from reportlab.platypus import Spacer, Table

        style = [
            ("FONT", (0, 0), (-1, -1), REGULAR, 9.5), ("TEXTCOLOR", (0, 0), (-1, -1), INK), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LINEBELOW", (0, 0), (-1, -1), 0.5, RULE), ("TOPPADDING", (0, 0), (-1, -1), 5), ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
            *(("ALIGN", (column, 0), (column, -1), "RIGHT") for column in right),
        ]  # fmt: skip
        style.append(("FONT", (0, 0), (-1, 0), BOLD, 9) if head else ("TEXTCOLOR", (0, 0), (0, -1), FAINT))
        self._story += [Table([list(row) for row in rows], colWidths=list(widths), style=style, hAlign="LEFT", repeatRows=int(head)), Spacer(1, 12)]


@functools.cache
def _fonts() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name in (REGULAR, BOLD):
        file = FONTS / (f"{name}.ttf" if name == BOLD else f"{name}-Regular.ttf")
        pdfmetrics.registerFont(TTFont(name, str(file)))

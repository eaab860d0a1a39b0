"""Reports as PDF: text as text, page numbers, table heads on every page, title and language."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import TableBordersLayout, WrapMode
from fpdf.fonts import FontFace, TTFFont

from portfolio.domain.report import Report, Section, Table

FONTS = Path(__file__).resolve().parent / "fonts"
FAMILY, SIZE, SMALL = "DejaVu", 10, 8
LANGUAGE = "en-GB"
GREY = 90
BOX = "□"


class _Pages(FPDF):
    """A4 pages with the title and the number of the page at the foot of each."""

    def __init__(self, title: str, landscape: bool, made_at: datetime) -> None:
        super().__init__(orientation="landscape" if landscape else "portrait", format="A4")
        self.foot = title
        self.add_font(FAMILY, "", FONTS / "DejaVuSans.ttf")
        self.add_font(FAMILY, "B", FONTS / "DejaVuSans-Bold.ttf")
        font = self.fonts[FAMILY.lower()]
        assert isinstance(font, TTFFont)  # noqa: S101 -- it was added from a file above
        self.known = {*font.cmap, ord("\n")}
        self.set_title(title)
        self.set_lang(LANGUAGE)
        self.set_creator("Portfolio")
        self.set_creation_date(made_at)
        self.set_margins(18, 16)
        self.set_auto_page_break(True, margin=20)
        self.alias_nb_pages()
        self.set_font(FAMILY, size=SIZE)

    def footer(self) -> None:
        self.set_y(-14)
        self.set_font(FAMILY, size=SMALL)
        self.set_text_color(GREY)
        self.cell(0, 6, f"{self.foot}. Page {self.page_no()} of {{nb}}", align="R")
        self.set_text_color(0)


def pdf(report: Report, made_at: datetime, *, landscape: bool = False) -> bytes:
    """The report as a file. Names in any script are taken; a sign no font has is shown as a box."""
    pages = _Pages(report.title, landscape, made_at)
    pages.add_page()
    pages.start_section(report.title)
    _words(pages, report.title, "B", 18)
    _words(pages, report.about, grey=True)
    for section in report.sections:
        _section(pages, section)
    return bytes(pages.output())


def _section(pages: _Pages, section: Section) -> None:
    pages.ln(4)
    if pages.will_page_break(30):
        pages.add_page()
    pages.start_section(section.heading, level=1)
    _words(pages, section.heading, "B", 13)
    for words in section.words:
        _words(pages, words)
    if section.table is not None and section.table.rows:
        _table(pages, section.table)
    elif section.empty:
        _words(pages, section.empty)


def _words(
    pages: _Pages, words: str, style: str = "", size: int = SIZE, grey: bool = False
) -> None:
    pages.set_font(FAMILY, style, size)
    pages.set_text_color(GREY if grey else 0)
    pages.multi_cell(
        0, size * 0.5, _plain(pages, words), align="L", new_x="LMARGIN", new_y="NEXT",
        wrapmode=_wrapping(words),
    )  # fmt: skip
    pages.ln(1)
    pages.set_font(FAMILY, size=SIZE)
    pages.set_text_color(0)


def _table(pages: _Pages, table: Table) -> None:
    pages.set_font(FAMILY, size=SMALL)
    with pages.table(
        headings_style=FontFace(emphasis="BOLD"),
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        col_widths=table.widths or None,
        line_height=4.2,
        text_align="LEFT",
        repeat_headings=1,
        padding=0.8,
        wrapmode=WrapMode.CHAR if _has_long_words(table.rows) else WrapMode.WORD,
    ) as drawn:
        for cells in (table.heads, *table.rows):
            row = drawn.row()
            for cell in cells:
                row.cell(_plain(pages, cell))
    pages.set_font(FAMILY, size=SIZE)


def _plain(pages: _Pages, words: str) -> str:
    """Without control characters, which would end the text; a box for a sign the font has not."""
    signs = (sign if sign.isprintable() or sign == "\n" else " " for sign in words)
    return "".join(sign if ord(sign) in pages.known else BOX for sign in signs) or " "


LONG = 24
"""A word of more signs may not fit a column; such text is broken within words."""


def _wrapping(words: str) -> WrapMode:
    return WrapMode.CHAR if any(len(word) > 80 for word in words.split()) else WrapMode.WORD


def _has_long_words(rows: Iterable[tuple[str, ...]]) -> bool:
    return any(len(word) > LONG for row in rows for cell in row for word in cell.split())

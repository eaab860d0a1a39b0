"""Reports as PDF: text as text, page numbers, table heads on every page, title and language."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import cast

from fpdf import FPDF
from fpdf.enums import WrapMode
from fpdf.fonts import TTFFont

from portfolio.domain.report import Report, Section, Table

FONTS = Path(__file__).resolve().parent / "fonts"
FAMILY, SIZE, SMALL = "DejaVu", 10, 8
LANGUAGE = "en-GB"
GREY = 90
BOX = "□"
LINE, PADDING, LINE_GREY = 4.2, 0.8, 180
LONGEST = 400
"""Signs of a cell."""


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
    """Rows by hand: the library's own table takes three times as long, and fails for tall rows."""
    pages.set_font(FAMILY, size=SMALL)
    pages.set_draw_color(LINE_GREY)
    shares = table.widths or (1,) * len(table.heads)
    widths = [pages.epw * share / sum(shares) for share in shares]
    _row(pages, table.heads, widths, head=True)
    for cells in table.rows:
        lines = [_lines(pages, cell, width) for cell, width in zip(cells, widths, strict=True)]
        height = LINE * max(len(cell) for cell in lines) + 2 * PADDING
        if pages.will_page_break(height):
            pages.add_page()
            pages.set_font(FAMILY, size=SMALL)
            _row(pages, table.heads, widths, head=True)
        _draw(pages, lines, widths, height)
    pages.ln(2)
    pages.set_font(FAMILY, size=SIZE)


def _row(pages: _Pages, cells: Sequence[str], widths: Sequence[float], *, head: bool) -> None:
    pages.set_font(FAMILY, "B" if head else "", SMALL)
    lines = [_lines(pages, cell, width) for cell, width in zip(cells, widths, strict=True)]
    _draw(pages, lines, widths, LINE * max(map(len, lines)) + 2 * PADDING)
    pages.set_font(FAMILY, size=SMALL)


def _lines(pages: _Pages, cell: str, width: float) -> list[str]:
    """The words of a cell as lines of its column; long ones are cut, so that a row fits a page."""
    words = _plain(pages, " ".join(cell.split()))
    words = words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
    room = width - 2 * pages.c_margin
    if pages.get_string_width(words) <= room:
        return [words]
    too_wide = any(pages.get_string_width(word) > room for word in words.split())
    wraps = WrapMode.CHAR if too_wide else WrapMode.WORD
    found = pages.multi_cell(width, text=words, dry_run=True, output="LINES", wrapmode=wraps)
    return cast(list[str], found)


def _draw(
    pages: _Pages, lines: Sequence[Sequence[str]], widths: Sequence[float], height: float
) -> None:
    x, y = pages.l_margin, pages.get_y()
    for cell, width in zip(lines, widths, strict=True):
        for number, line in enumerate(cell):
            pages.set_xy(x, y + PADDING + number * LINE)
            pages.cell(width, LINE, line)
        x += width
    pages.line(pages.l_margin, y + height, pages.l_margin + pages.epw, y + height)
    pages.set_xy(pages.l_margin, y + height)


def _plain(pages: _Pages, words: str) -> str:
    """Without control characters, which would end the text; a box for a sign the font has not."""
    signs = (sign if sign.isprintable() or sign == "\n" else " " for sign in words)
    return "".join(sign if ord(sign) in pages.known else BOX for sign in signs) or " "


def _wrapping(words: str) -> WrapMode:
    return WrapMode.CHAR if any(len(word) > 80 for word in words.split()) else WrapMode.WORD

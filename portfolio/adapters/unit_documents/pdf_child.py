"""The child that takes words and tables from a PDF: run as a file, loading nothing of the app.

Everything it opens may be hostile; ``limited.py`` has limited it. It answers one line of JSON.
"""

import json
import logging
import sys
import time
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

Made = dict[str, Any]
MOST_WORDS = 200_000
MOST_EDGES = 4_000
"""Lines and boxes of one page: a drawing has more, a table never."""
SAME_LINE = 0.4
"""Of the letters' size: how far words of one line may stand out of it."""


def words_and_tables(order: Made) -> Made:
    """The words of its pages by line, and its ruled tables with their words by cell."""
    lines: list[Made] = []
    tables: list[Made] = []
    notes: list[str] = []
    counted = 0
    with pdfplumber.open(order["source"]) as document:
        for page in document.pages[: order["pages"]]:
            if time.process_time() > order["seconds"] or counted > MOST_WORDS:
                notes.append(f"Only the pages before page {page.page_number} were read")
                break
            words = _words(page)
            counted += len(words)
            if not words and page.images:
                notes.append(f"Page {page.page_number} has no text, only a picture")
            for table in _tables(page):
                made, words = _filled(table, words)
                if made is not None:
                    tables.append({"page": page.page_number, **made})
            lines += [{"page": page.page_number, **line} for line in _lines(words)]
            page.close()
        if len(document.pages) > order["pages"]:
            notes.append(f"Only the first {order['pages']} pages were read")
    if not counted:
        return {"reason": "no text"}
    return {"lines": lines, "tables": tables, "notes": notes}


def _words(page: Any) -> list[Made]:
    """Upright words, those printed twice for bolder letters only once."""
    found = page.dedupe_chars(tolerance=1).extract_words(
        x_tolerance_ratio=0.16, keep_blank_chars=False, return_chars=True, expand_ligatures=True
    )
    return [
        {
            "text": word["text"],
            "left": float(word["x0"]),
            "right": float(word["x1"]),
            "top": float(word["top"]),
            "bottom": float(word["bottom"]),
            "size": float(word["chars"][0]["size"]),
            "bold": _is_bold(word["chars"][0]["fontname"]),
        }
        for word in found
        if word["chars"][0]["upright"] and word["text"].strip()
    ]


def _is_bold(font: str) -> bool:
    return any(mark in font.lower() for mark in ("bold", "black", "heavy", "semibold"))


def _tables(page: Any) -> list[Any]:
    """Ruled tables of the page, the innermost first; none on a page that is a drawing."""
    if len(page.edges) > MOST_EDGES:
        return []
    found = page.find_tables()
    return sorted(found, key=lambda t: (t.bbox[2] - t.bbox[0]) * (t.bbox[3] - t.bbox[1]))


def _filled(table: Any, words: list[Made]) -> tuple[Made | None, list[Made]]:
    """The table with the words in its cells, and the words outside it; none without columns."""
    left, top, right, bottom = table.bbox
    inside = [word for word in words if _is_in(word, (left, top, right, bottom))]
    rows: list[list[Made]] = []
    for row in table.rows:
        cells = []
        for box in row.cells:
            if box is not None:
                own = [word for word in inside if _is_in(word, box)]
                inside = [word for word in inside if not _is_in(word, box)]
                cells.append({"left": box[0], "right": box[2], "lines": _said(own)})
        rows.append(cells)
    _put_open_cells(rows, [row.bbox[3] for row in table.rows], inside, right)
    if not any(sum(bool(cell["lines"]) for cell in row) > 1 for row in rows):
        return None, words
    outside = [word for word in words if not _is_in(word, (left, top, right, bottom))]
    return {"top": top, "bottom": bottom, "rows": [row for row in rows if row]}, outside


def _said(words: list[Made]) -> list[Any]:
    return [[_text(line["words"]), line["top"]] for line in _lines(words)]


def _put_open_cells(
    rows: list[list[Made]], bottoms: list[float], words: list[Made], right: float
) -> None:
    """Put words of cells that are not closed by lines, as at the end of a page, to their rows."""
    lefts = sorted({cell["left"] for row in rows for cell in row} | {w["left"] for w in words[:1]})
    ends = [*lefts[1:], right]
    for left, end in zip(lefts, ends, strict=True):
        own = [word for word in words if left - 1 <= word["left"] < end - 1]
        if own:
            top = own[0]["top"]
            place = next((i for i, bottom in enumerate(bottoms) if top < bottom), len(rows) - 1)
            rows[place].append({"left": left, "right": end, "lines": _said(own)})
            rows[place].sort(key=lambda cell: cell["left"])


def _is_in(word: Made, box: tuple[float, float, float, float]) -> bool:
    across, down = (word["left"] + word["right"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= across <= box[2] and box[1] <= down <= box[3])


def _lines(words: list[Made]) -> list[Made]:
    """The words by line, from top to bottom and from left to right."""
    found: list[list[Made]] = []
    for word in sorted(words, key=lambda word: (word["bottom"], word["left"])):
        last = found[-1][0] if found else None
        if last and abs(word["bottom"] - last["bottom"]) <= SAME_LINE * max(word["size"], 4):
            found[-1].append(word)
        else:
            found.append([word])
    return [_line(sorted(line, key=lambda word: word["left"])) for line in found]


def _line(words: list[Made]) -> Made:
    first = max(words, key=lambda word: len(word["text"]))
    return {
        "top": min(word["top"] for word in words),
        "size": first["size"],
        "bold": first["bold"],
        "words": [
            [word["left"], word["right"], word["text"], word["size"], word["bold"]]
            for word in words
        ],
    }


def _text(words: list[list[Any]]) -> str:
    return " ".join(word[2] for word in words)


def answer(order: Made) -> Made:
    """The words found, or the reason why there are none."""
    try:
        return words_and_tables(order)
    except MemoryError:
        return {"reason": "too large"}
    except (PDFPasswordIncorrect, PDFEncryptionError):
        return {"reason": "locked"}
    except PdfminerException as error:
        locked = isinstance(
            error.args[0] if error.args else None, PDFPasswordIncorrect | PDFEncryptionError
        )
        return {"reason": "locked" if locked else "damaged"}
    except (
        PDFException,
        MalformedPDFException,
        ValueError,
        KeyError,
        TypeError,
        OSError,
        IndexError,
    ):
        # what pdfminer raises for bytes that are not a whole PDF
        return {"reason": "damaged"}
    except (AttributeError, AssertionError, RecursionError, OverflowError, ZeroDivisionError):
        return {"reason": "damaged"}


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)  # it would tell us every oddity of the file
    sys.stdout.write(json.dumps(answer(json.loads(sys.argv[1]))))

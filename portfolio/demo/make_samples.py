"""Draws, types and records the demo's evidence files, from nothing but this script.

They are committed, as making them needs what the app does not: ffmpeg, espeak-ng, python-docx.
Run ``python -m portfolio.demo.make_samples`` to make them again.
"""

import subprocess
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
import pillow_heif
from PIL import Image, ImageDraw, ImageFont

from portfolio.demo.sample_words import (
    EMAIL_PAGES,
    LOG_ROWS,
    NOTES,
    QUEUE,
    REFLECTION,
    TICKETS,
    VOICE_NOTE,
)

SAMPLES = Path(__file__).with_name("samples")
STAMP = "Demonstration only"

PAPER, INK, PETROL, MARIGOLD, GREY = "#fbfaf6", "#14242b", "#0b5563", "#f4b740", "#c9c5ba"


def font(size: int) -> Any:
    """Pillow's own font, so that every machine draws the same."""
    return ImageFont.load_default(size)


def desk() -> Image.Image:
    """A help desk: a screen with waiting tickets, a complaint log on paper, a mug."""
    scene = Image.new("RGB", (1600, 1200), "#d9e2e4")
    draw = ImageDraw.Draw(scene)
    draw.rectangle((0, 640, 1600, 1200), fill="#b98d5f")
    for y in range(660, 1200, 60):
        draw.line((0, y, 1600, y + 18), fill="#ac8052", width=3)
    _screen(draw)
    scene.paste(_log_sheet(), (860, 500))
    draw.ellipse((120, 900, 330, 1110), fill=PETROL)
    draw.ellipse((145, 925, 305, 1085), fill="#3b2417")
    draw.arc((300, 950, 410, 1060), 240, 120, fill=PETROL, width=24)
    draw.text((40, 1150), STAMP, font=font(28), fill=PAPER)
    return scene


def _screen(draw: ImageDraw.ImageDraw) -> None:
    draw.rounded_rectangle((90, 110, 820, 590), 18, fill="#22302f")
    draw.rectangle((110, 130, 800, 570), fill=PAPER)
    draw.rectangle((110, 130, 800, 190), fill=PETROL)
    draw.text((130, 143), "Help desk: waiting", font=font(32), fill="white")
    for row, (ticket, subject, age) in enumerate(TICKETS):
        y = 208 + row * 58
        draw.rounded_rectangle((126, y, 784, y + 48), 6, fill="#e2eff1" if row % 2 else "white")
        draw.text((140, y + 10), ticket, font=font(24), fill=PETROL)
        draw.text((250, y + 10), subject, font=font(24), fill=INK)
        draw.text((690, y + 10), age, font=font(24), fill=INK)
    draw.polygon([(400, 590), (510, 590), (550, 700), (360, 700)], fill="#22302f")


def _log_sheet() -> Image.Image:
    """The complaint log as a form filled in by hand."""
    sheet = Image.new("RGB", (660, 640), PAPER)
    draw = ImageDraw.Draw(sheet)
    draw.text((30, 24), "Complaint log, week 45", font=font(36), fill=INK)
    draw.line((30, 76, 630, 76), fill=MARIGOLD, width=6)
    for column, head in zip((30, 130, 405), ("Day", "What went wrong", "Put right"), strict=True):
        draw.text((column, 92), head, font=font(24), fill=PETROL)
    for row, (day, what, answer) in enumerate(LOG_ROWS):
        y = 140 + row * 78
        draw.line((30, y - 8, 630, y - 8), fill=GREY, width=2)
        for column, words in zip((30, 130, 405), (day, what, answer), strict=True):
            draw.text((column, y + 8), words, font=font(22), fill="#1d3d8f")
    draw.text((30, 600), STAMP, font=font(20), fill=GREY)
    return sheet


def log_page() -> Image.Image:
    """The log alone, close up, as a phone would take it: upright."""
    return _log_sheet().resize((990, 960)).convert("RGB")


def frames() -> Iterator[Image.Image]:
    """Six seconds of the queue board counting down, at ten pictures a second."""
    for number in range(60):
        board = Image.new("RGB", (640, 360), PETROL)
        draw = ImageDraw.Draw(board)
        waiting, clerk = QUEUE[number // 12]
        draw.text((30, 24), "Now serving", font=font(34), fill="white")
        draw.text((30, 90), f"Ticket {waiting}", font=font(84), fill=MARIGOLD)
        draw.text((30, 220), clerk, font=font(34), fill="white")
        draw.rectangle((30, 300, 30 + number * 580 // 59, 316), fill=MARIGOLD)
        draw.text((30, 326), STAMP, font=font(18), fill="white")
        yield board


def video(path: Path) -> None:
    """H.264 in MP4, playable from its first bytes."""
    pictures = b"".join(frame.tobytes() for frame in frames())
    _ffmpeg(
        *("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", "640x360", "-r", "10", "-i", "-"),
        *("-c:v", "libx264", "-pix_fmt", "yuv420p", "-crf", "30", "-movflags", "+faststart"),
        str(path),
        given=pictures,
    )


def voice_note(path: Path) -> None:
    """A made-up follow-up note, read out by a machine."""
    with tempfile.TemporaryDirectory() as folder:
        spoken = f"{folder}/note.wav"
        subprocess.run(  # noqa: S603
            ["espeak-ng", "-v", "en-gb", "-s", "150", "-w", spoken, VOICE_NOTE],  # noqa: S607
            check=True,
        )
        _ffmpeg("-i", spoken, "-c:a", "aac", "-b:a", "40k", "-ac", "1", str(path))


def _ffmpeg(*words: str, given: bytes | None = None) -> None:
    command = ["ffmpeg", "-v", "error", "-y", "-fflags", "+bitexact", *words]
    subprocess.run(command, input=given, check=True)  # noqa: S603


def email_thread(path: Path) -> None:
    """Two A4 pages of an e-mail thread with names blacked out, written as PDF by hand."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * page} 0 R" for page in range(len(EMAIL_PAGES)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(EMAIL_PAGES)} >>")
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for page, lines in enumerate(EMAIL_PAGES):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F 3 0 R >> >> /Contents {5 + 2 * page} 0 R >>"
        )
        content = _page_content(lines)
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    path.write_bytes(_pdf(objects))


def _page_content(lines: list[str]) -> str:
    """Text line by line; each block character run becomes one black bar."""
    drawn = []
    for number, line in enumerate([*lines, "", STAMP]):
        y, words = 780 - number * 18, line.replace("█", " ")
        text = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        drawn.append(f"BT /F 11 Tf 60 {y} Td ({text}) Tj ET")
        if "█" in line:
            x = 60 + line.index("█") * 5.5
            drawn.append(f"{x:.0f} {y - 3} {line.count('█') * 5.5:.0f} 13 re f")
    return "\n".join(drawn)


def _pdf(objects: list[str]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode()


def reflection(path: Path) -> None:
    """A one-page reflective account."""
    document = docx.Document()
    heading, *paragraphs = REFLECTION
    document.add_heading(heading, 1)
    for words in (*paragraphs, STAMP):
        document.add_paragraph(words)
    document.core_properties.author = "Demo Candidate 1"
    document.core_properties.created = datetime(2026, 11, 9, tzinfo=UTC)
    document.save(str(path))


def main() -> None:
    """Make every sample again."""
    SAMPLES.mkdir(exist_ok=True)
    desk().save(SAMPLES / "help-desk.jpg", quality=80, optimize=True, progressive=True)
    pillow_heif.from_pillow(log_page()).save(SAMPLES / "complaint-log.heic", quality=60)
    email_thread(SAMPLES / "email-thread.pdf")
    voice_note(SAMPLES / "follow-up-note.m4a")
    video(SAMPLES / "queue-board.mp4")
    reflection(SAMPLES / "reflective-account.docx")
    (SAMPLES / "shift-notes.txt").write_text(NOTES, encoding="utf-8")


if __name__ == "__main__":
    main()

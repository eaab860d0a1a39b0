"""What somebody sends by the public form who means harm: every field, files and broken bodies.

Made by a number, so that whatever failed can be sent again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from random import Random
from typing import Any

from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests import hostile
from tests.uploads import JPEG, PDF

SCRIPT = "<script>alert('ran')</script>"
HARM: dict[str, str] = {
    "script": SCRIPT,
    "attribute": "\"><img src=x onerror=alert(1)>' onmouseover='alert(2)",
    "template": "{{ 7*7 }}{% raw %}${7*7}#{7*7}<%= 7*7 %>",
    "formula": "=cmd|' /C calc'!A0",
    "other formulas": '+1+1\t@SUM(1)\r=HYPERLINK("http://x.test")',
    "header": "Demo\r\nBcc: everybody@elsewhere.test\r\n\r\nbody",
    "bare line end": "Demo\nTo: other@elsewhere.test",
    "folded header": "Demo\r\n Subject: changed\u2028Cc: c@elsewhere.test\x85",
    "SQL": '\'; DROP TABLE "case"; -- %s %(x)s',
    "NUL": "a\x00b\x00",
    "controls": "".join(map(chr, range(1, 32))) + "\x7f\x9f",
    "right to left": "\u202egpj.exe\u202c \u0645\u0644\u0641",
    "zero width": "a\u200b\u200d\ufeff\u2060b",
    "joined": "\U0001f469\u200d\U0001f4bb" * 200 + "e" + "\u0301" * 500,
    "no character": "\ufffe\uffff\U0010ffff",
    "path": "../../../../etc/passwd",
    "address": "javascript:alert(1)",
    "digits": "9" * 5000,
    "minus": "-1",
    "superscript": "²",
    "nothing": "",
    "blanks": " \t\r\n ",
    "list": "a,b;c|d",
}
TEXT = "x" * 1_000_000
RIGHT = {
    "category": "fees",
    "said": "What I want to say",
    "name": "Demo Complainant",
    "email": "complainant@home.test",
    "telephone": "01632 960 000",
}
FIELDS = (
    *("category", "stage", "said", "wanted", "relation", "equality", "characteristics"),
    *("safeguarding", "name", "email", "telephone", "once", "keep", "shown", "surprise"),
    *("issue_on-day", "issue_on-month", "issue_on-year"),
)
FILE_NAMES = ("letter.pdf", "a\r\nb.pdf", "../../x.pdf", "=1+1.pdf", "\u202efdp.exe", "n\x00.pdf")


@dataclass
class Submission:
    """One request: its body and type, and what it tries, to be named when it fails."""

    body: bytes
    content_type: str
    what: str
    headers: dict[str, str] = field(default_factory=dict)


def submissions(count: int, seals: Iterator[str]) -> Iterator[Submission]:
    """``count`` of them, every kind among the first forty."""
    for number in range(count):
        chance = Random(number)  # noqa: S311 -- what is sent, no secrets
        seal = next(seals)
        kind = KINDS[number % len(KINDS)]
        yield kind(number, chance, seal)


def _form(what: str, values: dict[str, Any], *files: tuple[bytes, str]) -> Submission:
    data = values | {"files": [FileStorage(BytesIO(content), name) for content, name in files]}
    boundary, body = encode_multipart(data)
    return Submission(body, f"multipart/form-data; boundary={boundary}", what)


def _one_field(number: int, chance: Random, seal: str) -> Submission:
    name, (what, value) = chance.choice(FIELDS), chance.choice(sorted(HARM.items()))
    return _form(f"{number}: {what} in {name}", RIGHT | {"seal": seal, name: value})


def _every_field(number: int, chance: Random, seal: str) -> Submission:
    values = {name: HARM[chance.choice(sorted(HARM))] for name in FIELDS}
    return _form(f"{number}: every field", values | {"seal": seal})


def _harm_in_words(number: int, chance: Random, seal: str) -> Submission:
    """Right in every field that is checked, so that it becomes a case with harm in its words."""
    what = sorted(HARM)[number % len(HARM)]
    words = {"said": f"{HARM[what]} words", "wanted": HARM[what], "name": f"{HARM[what]} Demo"}
    return _form(f"{number}: {what} taken in", RIGHT | words | {"seal": seal}, _file(chance))


def _header_injection(number: int, chance: Random, seal: str) -> Submission:
    end = chance.choice(["\r\n", "\n", "\r", "%0d%0a", "\u2028", "\x00\r\n"])
    address = f"victim@elsewhere.test{end}Bcc: everybody@elsewhere.test"
    who = {"name": f"Demo{end}Bcc: a@elsewhere.test", "email": address}
    if chance.random() < 0.5:
        who["email"] = "complainant@home.test"
    return _form(f"{number}: header injection", RIGHT | who | {"seal": seal})


def _long_words(number: int, chance: Random, seal: str) -> Submission:
    name = chance.choice(["said", "wanted", "name", "email", "telephone", "stage", "seal"])
    return _form(f"{number}: 1 MB in {name}", RIGHT | {"seal": seal, name: TEXT})


def _many_files(number: int, chance: Random, seal: str) -> Submission:
    files = [(PDF, f"{one}-{chance.choice(FILE_NAMES)}") for one in range(50)]
    return _form(f"{number}: 50 files", RIGHT | {"seal": seal}, *files)


def _hostile_file(number: int, chance: Random, seal: str) -> Submission:
    what = chance.choice(sorted(SMALL))
    content, name = hostile.HOSTILE[what]
    return _form(f"{number}: {what}", RIGHT | {"seal": seal}, (content, name), _file(chance))


def _many_values(number: int, chance: Random, seal: str) -> Submission:
    values = {name: [HARM["script"], HARM["NUL"], "x"] for name in FIELDS}
    return _form(f"{number}: fields several times", values | {"seal": [seal, "x"]})


def _broken_body(number: int, chance: Random, seal: str) -> Submission:
    whole = _form("", RIGHT | {"seal": seal}, (PDF, "letter.pdf"))
    cut = whole.body[: chance.randrange(len(whole.body))]
    kinds = {
        "cut off": (cut, whole.content_type),
        "JSON": (b'[{"said": ["x"]}]', "application/json"),
        "form not multipart": (b"said=x&seal=%ED%A0%80", "application/x-www-form-urlencoded"),
        "no boundary": (whole.body, "multipart/form-data"),
        "other boundary": (whole.body, "multipart/form-data; boundary=other"),
        "noise": (chance.randbytes(5000), whole.content_type),
        "no text": (whole.body.replace(b"What I", b"\xff\xfe\xed\xa0\x80"), whole.content_type),
        "no names": (whole.body.replace(b'name="said"', b""), whole.content_type),
        "many parts": _parts(300, whole.content_type),
    }
    what = chance.choice(sorted(kinds))
    body, content_type = kinds[what]
    return Submission(body, content_type, f"{number}: {what}")


def _odd_headers(number: int, chance: Random, seal: str) -> Submission:
    found = _form(f"{number}: odd headers", RIGHT | {"seal": seal})
    found.headers = chance.choice(
        [
            {"HX-Request": "true", "HX-Target": "tell-us"},
            {"Referer": "http://[", "X-Forwarded-For": "\xff" * 300},
            {"Cookie": "session=" + "x" * 4000},
            {"Sec-Fetch-Site": "cross-site"},
            {"Accept": "\xff;q=nan"},
        ]
    )
    return found


def _parts(count: int, content_type: str) -> tuple[bytes, str]:
    boundary = content_type.partition("boundary=")[2].encode()
    part = b"--" + boundary + b'\r\nContent-Disposition: form-data; name="said"\r\n\r\nx\r\n'
    return part * count + b"--" + boundary + b"--\r\n", content_type


def _file(chance: Random) -> tuple[bytes, str]:
    return chance.choice([PDF, JPEG]), chance.choice(FILE_NAMES)


SMALL = [what for what, (content, _name) in hostile.HOSTILE.items() if len(content) < 200_000]
KINDS = (
    _harm_in_words,
    _one_field,
    _every_field,
    _harm_in_words,
    _header_injection,
    _long_words,
    _harm_in_words,
    _many_files,
    _hostile_file,
    _many_values,
    _broken_body,
    _odd_headers,
)

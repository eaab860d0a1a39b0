"""Automatic numbers of a DOCX, which Word shows though they are not in the text.

Loaded by ``docx_child.py`` from its folder, so it loads nothing of the app either.
"""

import re
from typing import Any

from docx.oxml.ns import qn


class Numbering:
    """Automatic numbers: what Word shows before a paragraph, though it is not in its text."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        part = next(
            (
                r.target_part
                for r in document.part.rels.values()
                if r.reltype.endswith("/numbering")
            ),
            None,
        )
        if part is None or not hasattr(part, "element"):
            return
        root = part.element
        abstract = {
            one.get(qn("w:abstractNumId")): one for one in root.findall(qn("w:abstractNum"))
        }
        for num in root.findall(qn("w:num")):
            name = num.get(qn("w:numId"))
            of = num.find(qn("w:abstractNumId"))
            target = of.get(qn("w:val")) if of is not None else ""
            overrides = num.findall(qn("w:lvlOverride"))
            starts = any(o.find(qn("w:startOverride")) is not None for o in overrides)
            self._abstract[name] = f"num {name}" if starts else target
            for level in (*abstract.get(target, ()), *(o.find(qn("w:lvl")) for o in overrides)):
                if level is not None and level.tag == qn("w:lvl"):
                    self._level(name, level)
            for override in overrides:
                self._override(name, override)

    def _level(self, name: str, level: Any) -> None:
        shown = (
            value(level, "lvlText") or "",
            value(level, "numFmt") or "decimal",
            int(value(level, "start") or 1),
        )
        self._levels[name, int(level.get(qn("w:ilvl")))] = shown

    def _override(self, name: str, override: Any) -> None:
        at = int(override.get(qn("w:ilvl")))
        start = value(override, "startOverride")
        if start is not None and (name, at) in self._levels:
            text, form, _ = self._levels[name, at]
            self._levels[name, at] = (text, form, int(start))

    def of(self, name: str, level: int) -> str:
        """The next number of this list at this level, as it is shown."""
        if (name, level) not in self._levels:
            return ""
        counts = self._counts.setdefault(self._abstract[name], {})
        text, form, start = self._levels[name, level]
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        if form == "bullet":
            return "•"
        for upper in range(level):
            counts.setdefault(upper, self._levels.get((name, upper), ("", "", 1))[2])
        return re.sub(r"%(\d)", lambda found: self._shown(name, counts, int(found[1]) - 1), text)

    def _shown(self, name: str, counts: dict[int, int], level: int) -> str:
        form = self._levels.get((name, level), ("", "decimal", 1))[1]
        count = counts.get(level, 1)
        if form.endswith("Letter"):
            letter = chr(ord("a") + (count - 1) % 26)
            return letter.upper() if form.startswith("upper") else letter
        return "" if form == "none" else str(count)


def value(element: Any, name: str) -> str | None:
    """What the child element of this name says."""
    found = element.find(qn(f"w:{name}"))
    said: str | None = None if found is None else found.get(qn("w:val"))
    return said

"""Command verbs: what a criterion asks for when it says "justify" (003 s11), in our own words."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from portfolio.domain.errors import Refusal


class GlossaryFault(Refusal):
    """A list of verbs that cannot be used; the message names the verb."""


@dataclass(frozen=True)
class Term:
    """A verb and its meaning.

    ``forms`` are its inflections where it can mean nothing else; those are found anywhere in a
    text. A verb without forms is often a noun or said by the way ("the use of", "a detailed
    plan"), and is found in its base form where a command stands.
    """

    verb: str
    meaning: str
    forms: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Its place on the glossary's page: "carry-out"."""
        return self.verb.lower().replace(" ", "-")


class Piece(NamedTuple):
    """A stretch of a criterion's text, and the term it is a form of, if any."""

    text: str
    key: str | None


_BEFORE_A_COMMAND = (".", ";", ":", "•", "(", "how to", "able to", "when to")
_COMMAND_GOES_ON = re.compile(
    r"\s*(?:,|/)?\s*(?:(?:and|or)(?:/or)?\s+)?(?:then\s+)?", re.IGNORECASE
)


@dataclass(frozen=True)
class Glossary:
    """All terms, in alphabetical order."""

    terms: tuple[Term, ...]

    def pieces(self, text: str) -> tuple[Piece, ...]:
        """The text cut where a term begins and ends; joined again it is the text unchanged.

        Whole words only. A command stands first in a sentence or after "how to", and a second one
        after "and", "or" or a comma: "Plan and review the use of the plan" has two.
        """
        found: list[Piece] = []
        done, command_ended = 0, None
        for match in self._words.finditer(text):
            word = " ".join(match[0].lower().split())
            term = self._bases.get(word)
            if term and _is_command(text, match.start(), command_ended):
                command_ended = match.end()
            else:
                term = self._forms.get(word)
            if term is None:
                continue
            if match.start() > done:
                found.append(Piece(text[done : match.start()], None))
            found.append(Piece(match[0], term.key))
            done = match.end()
        if done < len(text):
            found.append(Piece(text[done:], None))
        return tuple(found)

    def search(self, words: str) -> tuple[Term, ...]:
        """Terms whose verb, form or meaning holds every one of the words, in any case."""
        wanted = words.lower().split()
        return tuple(
            term
            for term in self.terms
            if all(
                word in " ".join((term.verb, *term.forms, term.meaning)).lower() for word in wanted
            )
        )

    @cached_property
    def _bases(self) -> Mapping[str, Term]:
        return {form: term for term in self.terms for form in _spellings(term.verb.lower())}

    @cached_property
    def _forms(self) -> Mapping[str, Term]:
        return {
            form: term
            for term in self.terms
            if term.forms
            for form in (*_spellings(term.verb.lower()), *term.forms)
        }

    @cached_property
    def _words(self) -> re.Pattern[str]:
        """Every word of a text; a verb of two words is one."""
        phrases = [base.replace(" ", r"\s+") for base in self._bases if " " in base]
        return re.compile("|".join([*phrases, r"[\w'’-]+"]), re.IGNORECASE)


def _is_command(text: str, at: int, command_ended: int | None) -> bool:
    """Whether a verb at this place says what to do; the command before it ended where given."""
    if command_ended is not None and _COMMAND_GOES_ON.fullmatch(text, command_ended, at):
        return True
    before = text[max(0, at - 12) : at].rstrip(" ").lower()
    return not before.strip() or before.endswith((*_BEFORE_A_COMMAND, "\n"))


def parse_glossary(entries: Sequence[Mapping[str, Any]]) -> Glossary:
    """The glossary from its file.

    Raises GlossaryFault for a verb that comes twice, has no meaning, or is not written in letters.
    """
    terms = tuple(
        Term(entry["verb"], entry["meaning"].strip(), tuple(entry.get("forms", ())))
        for entry in entries
    )
    seen = set[str]()
    for term in terms:
        words = [term.verb.lower(), *term.forms]
        if not term.meaning or not _are_words(words):
            raise GlossaryFault(f"{term.verb}: a verb is written in letters and has a meaning")
        if seen & set(words):
            raise GlossaryFault(f"{term.verb} comes twice")
        seen.update(words)
    return Glossary(tuple(sorted(terms, key=lambda term: term.verb.lower())))


def _are_words(words: Iterable[str]) -> bool:
    return all(re.fullmatch(r"[a-z]+( [a-z]+)?", word) for word in words)


def _spellings(verb: str) -> tuple[str, ...]:
    """ "organise" is written "organize" too."""
    if verb.endswith("ise") and verb not in {"devise", "promise"}:
        return verb, f"{verb[:-2]}ze"
    return (verb,)

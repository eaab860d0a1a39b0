"""Whole qualifications to write and read again: one by hand, and any that hypothesis thinks of."""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from portfolio.domain.exchange.content import (
    ExchangedQualification,
    ExchangedUnit,
    QualificationFacts,
)
from portfolio.domain.qualification import Group
from portfolio.domain.qualification_about import About, GuidePoint, Link
from portfolio.domain.rule import LevelRule, RuleOfCombination
from portfolio.domain.specification_content import (
    Parts,
    SpecificationContent,
    WrittenCriterion,
    WrittenOutcome,
)

FACTS = QualificationFacts(
    title="Demonstration Diploma in Greeting",
    entry_code="99001",
    number="500/9843/3",
    level=3,
    awarding_body="Demo Awarding Body",
    grading="pass/fail",
    glh=120,
    tqt=240,
    age_bands=("16-18", "19+"),
    min_age=16,
    closed_for_entry=True,
    last_entry_on=date(2027, 8, 31),
    last_certification_on=date(2029, 8, 31),
    simulation=True,
)

RULE = RuleOfCombination(
    total_min=10,
    mandatory_credit=5,
    level=LevelRule(3, 6, or_above=True, optional_only=False),
    optional_min=5,
    group_minima={"B": 3},
    group_maxima={"B": 8},
    one_per_group=("B",),
    source="Handbook, page 4",
)

REQUIREMENTS = (
    WrittenCriterion("ER1", "Evidence over three months", "At least two shifts"),
    WrittenCriterion("ER2", "Work with real customers"),
)

UNIT = ExchangedUnit(
    number="A1",
    group="A",
    title="Greet customers",
    reference="L/506/2150",
    mandatory=True,
    credit=5,
    level=3,
    glh=27,
    kind="competence",
    content=SpecificationContent(
        demonstration=True,
        requirements=REQUIREMENTS,
        parts=Parts(
            expires_on=date(2028, 12, 31),
            purpose="For people who meet customers",
            knowledge="Products and services",
            assessed_how="By observation",
            guidance="Not exhaustive\nand on two lines",
            nos_codes=("CFACSA1", "CFACSA2"),
            resources=("A counter",),
            document_url="https://awarding.test/unit.pdf",
            source_name="unit.pdf",
        ),
        outcomes=(
            WrittenOutcome(
                1,
                "Be able to greet",
                tuple(
                    WrittenCriterion(f"1.{n}", f"Greet the customer in way {n} <again> & again")
                    for n in range(1, 13)
                ),
            ),
            WrittenOutcome(
                2, "Understand greeting", (WrittenCriterion("2.1", "Say why" * 100, "S"),)
            ),
        ),
    ),
)

SECOND = ExchangedUnit(
    number="B10", group="B", title="Say goodbye", reference="F/601/1609", credit=0, level=2, glh=0
)

WHOLE = ExchangedQualification(
    facts=FACTS,
    groups=(Group("A", "Mandatory units", True), Group("B", "Endings", False)),
    units=(UNIT, SECOND),
    rule=RULE,
    about=About(
        aims=("To greet well",),
        guide=(GuidePoint("Before you begin", "Ask your assessor"),),
        funding=(Link("Fees", "https://awarding.test/fees", "What it costs"),),
    ),
)

texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=40
).map(lambda text: " ".join(text.split()) or "A text")
codes = st.from_regex(r"[A-Z][0-9]{1,3}", fullmatch=True)
references = st.from_regex(r"[A-Z]/[0-9]{3}/[0-9]{4}", fullmatch=True).filter(str.isascii)
maybe_text = st.just("") | texts
days = st.none() | st.dates(date(1990, 1, 1), date(2090, 1, 1))
few = st.none() | st.integers(0, 60)


def over(letter):
    """The rule over a group of this letter."""
    return replace(
        RULE, group_minima={letter: 3}, group_maxima={letter: 8}, one_per_group=(letter,)
    )


@st.composite
def units(draw, number, reference, group):
    outcomes = [
        WrittenOutcome(
            n,
            draw(texts),
            tuple(
                WrittenCriterion(f"{n}.{m}", draw(texts), draw(maybe_text))
                for m in range(1, draw(st.integers(1, 3)) + 1)
            ),
        )
        for n in range(1, draw(st.integers(0, 3)) + 1)
    ]
    return ExchangedUnit(
        number=number,
        group=group.letter,
        title=draw(texts),
        reference=reference,
        mandatory=group.mandatory,
        credit=draw(few),
        level=draw(st.none() | st.integers(0, 8)),
        glh=draw(few),
        kind=draw(st.sampled_from(("", "competence", "knowledge"))),
        content=SpecificationContent(
            requirements=REQUIREMENTS if draw(st.booleans()) else (),
            demonstration=draw(st.booleans()),
            parts=Parts(
                expires_on=draw(days),
                purpose=draw(maybe_text),
                guidance=draw(maybe_text),
                nos_codes=tuple(draw(st.lists(texts, max_size=2))),
            ),
            outcomes=tuple(outcomes),
        ),
    )


@st.composite
def qualifications(draw):
    letters = draw(st.lists(st.sampled_from("ABCDEF"), min_size=1, max_size=3, unique=True))
    groups = tuple(Group(letter, draw(texts), draw(st.booleans())) for letter in sorted(letters))
    numbers = draw(st.lists(codes, min_size=1, max_size=5, unique=True))
    known = draw(st.lists(references, min_size=len(numbers), max_size=len(numbers), unique=True))
    placed = sorted(draw(st.lists(st.sampled_from(range(len(groups))), min_size=len(numbers),
                                  max_size=len(numbers))))  # fmt: skip
    return ExchangedQualification(
        facts=replace(FACTS, title=draw(texts), glh=draw(few), last_entry_on=draw(days)),
        groups=groups,
        units=tuple(
            draw(units(number, reference, groups[place]))
            for number, reference, place in zip(numbers, known, placed, strict=True)
        ),
        rule=draw(st.none() | st.just(over(groups[-1].letter))),
        about=About(
            aims=tuple(draw(st.lists(texts, max_size=2))), entry_requirements=draw(maybe_text)
        ),
    )

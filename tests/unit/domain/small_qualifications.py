"""Small random qualifications with any rule, small enough to try every set of their units."""

from hypothesis import strategies as st

from portfolio.domain.qualification import Group, PlacedUnit, Qualification, Unit
from portfolio.domain.rule import LevelRule, RuleOfCombination

LETTERS = ("A", "B", "C", "D")
few = st.integers(0, 12)
hours = st.integers(0, 60)


@st.composite
def rules(draw):
    letters = st.sampled_from(LETTERS)
    return RuleOfCombination(
        total_min=draw(st.integers(0, 30)),
        mandatory_credit=draw(few),
        level=LevelRule(
            draw(st.integers(1, 4)), draw(few), draw(st.booleans()), draw(st.booleans())
        ),
        optional_min=draw(st.none() | few),
        group_minima=draw(st.dictionaries(letters, few, max_size=2)),
        group_maxima=draw(st.dictionaries(letters, few, max_size=2)),
        one_per_group=tuple(draw(st.sets(letters, max_size=2))),
    )


@st.composite
def qualifications(draw):
    mandatory = draw(st.sampled_from(["A", "A", "AB", ""]))
    step = draw(st.sampled_from([1, 1, 1, 3]))
    placed = [
        PlacedUnit(
            unit=Unit(
                f"R{position}",
                "A unit",
                step * draw(st.integers(1, 6 // step)),
                level,
                draw(hours),
                "competence",
            ),
            number=str(position),
            group=letter,
            position=position,
            mandatory=letter in mandatory,
        )
        for position, (letter, level) in enumerate(
            draw(
                st.lists(st.tuples(st.sampled_from(LETTERS), st.integers(1, 4)), max_size=9).map(
                    sorted
                )
            ),
            start=1,
        )
    ]
    return Qualification(
        entry_code="00000",
        title="A qualification",
        number="000/0000/0",
        level=3,
        awarding_body="Demo Awarding Body",
        grading="pass/fail",
        glh=None,
        tqt=None,
        age_bands=("19+",),
        min_age=None,
        closed_for_entry=False,
        last_entry_on=None,
        last_certification_on=None,
        simulation=False,
        groups=tuple(Group(letter, "Units", letter in mandatory) for letter in LETTERS),
        units=tuple(placed),
        rule=draw(rules()),
    )

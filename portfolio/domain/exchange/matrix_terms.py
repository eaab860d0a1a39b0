"""Words by which a .matrix file of ours keeps facts in its descriptions."""

LONGEST_NAME = 255
"""Characters of a name in Mahara; a longer one fails there."""

LONGEST_SHORT_NAME = 100

REFERENCE = "Unit reference "
NUMBER = "Qualification number "
ENTRY_CODE = "Entry code "
AWARDING_BODY = "Awarding organisation "


def cut(text: str, longest: int = LONGEST_NAME) -> str:
    """The text on one line, in Mahara's length; a cut one ends in an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def is_of(name: str, text: str) -> bool:
    """Whether `name` is what `cut` makes of the text."""
    return cut(text) == name

"""How counts and lists are said in a sentence."""

from collections.abc import Sequence

_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def listed(names: Sequence[str]) -> str:
    """ "4", "4 and 7", "4, 7 and 10"; raises ValueError for none."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def credits_of(count: int) -> str:
    """ "1 credit", "14 credits"."""
    return f"{count} credit" if count == 1 else f"{count} credits"


def units_of(numbers: Sequence[str]) -> str:
    """ "Unit 4", "Units 4 and 7"."""
    return f"{'Unit' if len(numbers) == 1 else 'Units'} {listed(numbers)}"


def in_words(number: int) -> str:
    """ "no", "two"; from ten on in figures."""
    return _COUNTS[number] if number < len(_COUNTS) else str(number)

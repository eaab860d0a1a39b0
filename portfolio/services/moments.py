"""How a moment is said inside a sentence of a rule."""

from datetime import datetime

from portfolio.clock import UK


def at_time(moment: datetime) -> str:
    """ "at 9.28am on 24 November 2026", in UK time."""
    there = moment.astimezone(UK)
    minutes = f".{there:%M}" if there.minute else ""
    half = "am" if there.hour < 12 else "pm"
    return f"at {there.hour % 12 or 12}{minutes}{half} on {there.day} {there:%B %Y}"

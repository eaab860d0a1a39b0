"""Labels and headings of unit documents: "Credit value", "Guidance", "Assessment criteria"."""

import re
from dataclasses import dataclass

FACTS = frozenset(("reference", "title", "level", "credit", "glh", "unit_number", "expires_on"))
"""Labels whose value is a few words."""
HEADS = frozenset(("outcomes", "criteria", "learner"))
"""Headings after which outcomes or criteria stand."""
OTHER = "other"
"""A label of something we do not keep; it ends what stood before it."""

_THE = r"(?:the )?"
_PATTERNS: dict[str, str] = {
    "title": (
        r"(?:unit )?(?:(?:number|no\.?|code|ref\.?|reference) ?(?:and|&|/) ?(?:unit )?)?title"
        r"(?: of (?:the )?unit)?|unit name|name of (?:the )?unit|unit"
    ),
    "reference": (
        r"(?:(?:ofqual|qcf|rqf|qan|regulator'?s?|regulated|national|unit|accredited) )*"
        r"(?:accreditation|reference|ref\.?|registration)(?: ?(?:number|no\.?|code|id))?"
        r"(?: \(?urn\)?)?|urn|(?:ofqual|qcf|rqf|unit) (?:code|id|ref(?:erence)? id)|"
        r"unit reference number(?: \(urn\))?|(?:ofqual|qcf|rqf) (?:unit )?(?:number|no\.?)"
    ),
    "unit_number": r"(?:[a-z]{2,5} )?unit (?:number|no\.?)",
    "level": r"(?:(?:unit|qcf|rqf|nqf) ){0,2}level(?: of (?:the )?unit)?",
    "credit": r"(?:unit |qcf )?credits?(?: (?:value|points?))?(?: of (?:the )?unit)?|credit rating",
    "glh": (
        r"(?:unit |total )?(?:guided learning(?: hours?)?|glh)(?: ?\(?(?:glh|hours?)\)?)?"
        r"|recommended glh"
    ),
    "expires_on": (
        r"(?:unit )?(?:expiry|expiration|end|expires)(?: date| on)?|(?:unit )?expires(?: on)?"
        r"|last certification date"
    ),
    "outcomes": rf"{_THE}(?:unit )?learning outcomes?(?: \(?los?\)?)?|outcomes?|los?"
    r"|(?:learning )?outcomes? ?(?:and|&|/|,) ?(?:assessment )?criteria",
    "criteria": (
        rf"{_THE}(?:assessment|performance|pass) criteri(?:a|on)(?: \(?acs?\)?)?"
        r"|criteri(?:a|on)|acs?"
        r"|(?:(?:acs?|los?|no\.?|number|ref\.?|criteri(?:on|a)|assessment|learning|outcomes?)\s*)+"
    ),
    "knowledge": (
        r"(?:underpinning |essential |required )?knowledge(?:,? (?:and |& )?understanding)?"
        r"(?:,? (?:and|&|/) ?(?:skills|understanding))?(?: requirements?)?|"
        r"(?:indicative|unit|teaching|learning) content|content|amplification|skills|scope|range"
        r"|what (?:you|learners?) (?:must|need to) (?:know|cover).{0,20}"
    ),
    "purpose": (
        r"(?:unit |about the )?(?:purpose|aims?|overview|summary|introduction|description)"
        r"(?: ?(?:and|&|/) ?(?:aims?|purpose)(?:\(s\)|s)?)?(?:\(s\))?(?: of (?:this |the )?unit)?"
        r"|about this unit|what this unit is about"
    ),
    "assessed_how": (
        r"(?:how (?:(?:this|the) unit|it) (?:is|will be|should be) assessed)|assessment"
        r"(?: (?:methods?|requirements?|strategy|principles|information|arrangements))?"
        r"(?: or guidance)?(?: specified by .{0,60})?|methods? of assessment|assessed by"
    ),
    "evidence_requirements": (
        r"(?:unit )?evidence(?: (?:requirements?|required|needed|for this unit|guidance))?"
        r"|what evidence is needed|types? of evidence|evidence must show"
    ),
    "guidance": (
        r"(?:(?:additional|further|unit|assessment|assessor|tutor|delivery|teaching|learning|"
        r"centre|support|supporting|explanatory|exemplification|delivery and assessment) )*"
        r"(?:guidance|notes|exemplification)"
        r"(?: (?:on|for|about) (?:delivery|assessment|assessors|centres|evidence|delivery and "
        r"assessment|the assessment of .{0,30}))*"
        r"|additional information(?: about (?:the|this) unit)?"
        r"|amplification and guidance|examples?|exemplars?"
    ),
    "nos_codes": (
        r"(?:(?:details of the relationship between|links? (?:to|with|between)|mapping (?:to|with)|"
        r"relationship (?:to|with|between)|relates to)? ?(?:the )?(?:unit and )?(?:other )?"
        r"(?:relevant )?(?:national occupational standards?|nos)"
        r"(?: ?\(nos\))?(?: (?:codes?|links?|mapping|references?))?"
        r"(?: or other professional standards.{0,60})?)"
    ),
    "resources": (
        r"(?:(?:essential|required|learning|physical|useful|suggested|special|unit) )*"
        r"(?:resources|equipment|materials)(?: required| needed| requirements?)?"
    ),
    OTHER: (
        r"(?:total )?(?:qualification|unit|notional learning) time|tqt|tut|"
        r"(?:unit |qualification )?(?:type|grading|structure|sector|ssa)(?: .{0,40})?|"
        r"(?:owner|owned by|awarding (?:body|organisation)|availability|status|sector subject area"
        r"|learner name|candidate name|candidate'?s? signature|assessor'?s? signature|"
        r"signatures?|date|declaration)(?: .{0,30})?|review date|(?:unit )?review|version"
        r"|delivery|further reading|references|appendix.{0,30}|contents|credit transfer"
    ),
}
_LABELS = {name: re.compile(f"(?:{pattern})", re.IGNORECASE) for name, pattern in _PATTERNS.items()}
_SEPARATOR = re.compile(r"\s*[:=]\s*|\s+[-–—]\s+|\t")
_VALUED = re.compile(
    r"(.*[A-Za-z)])\s+(\d{1,4}(?:\s*hours?)?|[A-Z]\s?/?\d{3}/?\d{4}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
    r"|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8} \d{4})$"
)
"""A label and its value with nothing but a space between them."""
_ENDING = re.compile(r"[\s:–—?.-]+$")
LONGEST_LABEL = 90


@dataclass(frozen=True)
class Label:
    name: str
    value: str


def label(text: str) -> Label | None:
    """The label the line is, or begins with before a colon, a dash or a wide space."""
    alone = _named(_ENDING.sub("", text))
    if alone is not None and text[:1].isupper():
        return Label(alone, "")
    valued = _VALUED.match(text)
    if valued is not None and (name := _named(valued[1])) in FACTS:
        return Label(name, valued[2])
    separator = _SEPARATOR.search(text)
    while separator is not None and separator.start() <= LONGEST_LABEL:
        name = _named(text[: separator.start()])
        if name is not None and (text[:1].isupper() or name in FACTS):
            return Label(name, text[separator.end() :].strip())
        separator = _SEPARATOR.search(text, separator.end())
    return None


def named(text: str) -> str | None:
    """The name of the label, where the whole text is one (a cell, a head of a column)."""
    return _named(_ENDING.sub("", " ".join(text.split())))


def _named(text: str) -> str | None:
    text = " ".join(text.split()).strip("*# ")
    if not text or len(text) > LONGEST_LABEL:
        return None
    return next((name for name, form in _LABELS.items() if form.fullmatch(text)), None)


def is_contents_entry(text: str) -> bool:
    """Whether the line is an entry of a contents page: words, then a page number far away."""
    return re.search(r"(?:\.{3,}|(?:\. ?){4,}|…{2,}|_{4,})\s*\d{0,4}$", text) is not None

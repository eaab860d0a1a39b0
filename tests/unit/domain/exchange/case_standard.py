"""What CASE v1.1 asks of the objects of a package: their fields, those needed, their types."""

import re
from datetime import date, datetime

LINK = {"title": str, "identifier": "uuid", "uri": str}
NODE = {"title": str, "identifier": str, "uri": str, "targetType": ("CASE",)}
STAMPED = {"identifier": "uuid", "uri": str, "lastChangeDateTime": "stamp", "extensions": dict}

DOCUMENT = STAMPED | {
    "frameworkType": str,
    "caseVersion": ("1.1",),
    "creator": str,
    "title": str,
    "officialSourceURL": str,
    "publisher": str,
    "description": str,
    "subject": [str],
    "subjectURI": [LINK],
    "language": str,
    "version": str,
    "adoptionStatus": str,
    "statusStartDate": "day",
    "statusEndDate": "day",
    "licenseURI": LINK,
    "notes": str,
}
ITEM = STAMPED | {
    "fullStatement": str,
    "alternativeLabel": str,
    "CFItemType": str,
    "humanCodingScheme": str,
    "listEnumeration": str,
    "abbreviatedStatement": str,
    "conceptKeywords": [str],
    "conceptKeywordsURI": LINK,
    "notes": str,
    "subject": [str],
    "subjectURI": [LINK],
    "language": str,
    "educationLevel": [str],
    "CFItemTypeURI": LINK,
    "licenseURI": LINK,
    "statusStartDate": "day",
    "statusEndDate": "day",
}
ASSOCIATION_TYPES = (
    "isChildOf",
    "isPeerOf",
    "isPartOf",
    "exactMatchOf",
    "precedes",
    "isRelatedTo",
    "replacedBy",
    "exemplar",
    "hasSkillLevel",
    "isTranslationOf",
)
ASSOCIATION = STAMPED | {
    "associationType": ASSOCIATION_TYPES,
    "sequenceNumber": int,
    "originNodeURI": NODE,
    "destinationNodeURI": NODE,
    "CFAssociationGroupingURI": LINK,
    "notes": str,
}
ITEM_TYPE = STAMPED | {"title": str, "description": str, "hierarchyCode": str, "typeCode": str}

NEEDED = {
    "CFDocument": ("identifier", "uri", "creator", "title", "lastChangeDateTime"),
    "CFItems": ("identifier", "uri", "fullStatement", "lastChangeDateTime"),
    "CFAssociations": (
        "identifier",
        "uri",
        "associationType",
        "originNodeURI",
        "destinationNodeURI",
        "lastChangeDateTime",
    ),
    "CFItemTypes": (
        "identifier",
        "uri",
        "title",
        "description",
        "hierarchyCode",
        "lastChangeDateTime",
    ),
    "link": ("title", "identifier", "uri"),
}

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def check_package(package):
    """Every object has the fields it needs, no others, and each of its type."""
    assert set(package) <= {"CFDocument", "CFItems", "CFAssociations", "CFDefinitions"}
    check(package["CFDocument"], DOCUMENT, NEEDED["CFDocument"])
    for item in package["CFItems"]:
        check(item, ITEM, NEEDED["CFItems"])
    for association in package["CFAssociations"]:
        check(association, ASSOCIATION, NEEDED["CFAssociations"])
    for kind in package["CFDefinitions"]["CFItemTypes"]:
        check(kind, ITEM_TYPE, NEEDED["CFItemTypes"])


def check(entry, fields, needed):
    assert set(entry) <= set(fields), set(entry) - set(fields)
    assert set(needed) <= set(entry), set(needed) - set(entry)
    for name, value in entry.items():
        check_type(value, fields[name])


def check_type(value, kind):
    if isinstance(kind, list):
        assert isinstance(value, list)
        for one in value:
            check_type(one, kind[0])
    elif isinstance(kind, tuple):
        assert value in kind
    elif kind == "uuid":
        assert UUID.fullmatch(value)
    elif kind == "stamp":
        assert datetime.fromisoformat(value).tzinfo is not None
    elif kind == "day":
        date.fromisoformat(value)
    elif isinstance(kind, dict) and kind is not dict:
        check(value, kind, NEEDED["link"])
    else:
        assert isinstance(value, kind)

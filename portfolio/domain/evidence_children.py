"""Pictures that show children need permission of a parent or guardian (003 s3.16, R-084)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from portfolio.domain.errors import Refusal

_SHOWS_PEOPLE = ("image/", "video/")


@dataclass(frozen=True)
class Children:
    """What is said of children in an item.

    ``shown`` is None while nobody has said; ``pictures`` whether it holds a picture or film;
    ``permissions`` how many of its files are the written permission, given by ``permission_from``.
    """

    shown: bool | None = None
    pictures: bool = False
    permissions: int = 0
    permission_from: str = ""


def holds_pictures(media_types: Collection[str]) -> bool:
    """Whether any of an item's files, permissions left out, is a picture or film."""
    return any(media_type.startswith(_SHOWS_PEOPLE) for media_type in media_types)


def permission_refusals(children: Children) -> Iterator[Refusal]:
    """What keeps an item from being submitted because of children, in the order of the form."""
    if children.shown is None and children.pictures:
        yield Refusal("Say whether it shows children", "shows_children")
    if not children.shown:
        return
    if children.permissions < 1:
        yield Refusal("Tick the file that is the permission, or add that file first", "permissions")
    if not children.permission_from.strip():
        yield Refusal("Say who gave the permission", "permission_from")

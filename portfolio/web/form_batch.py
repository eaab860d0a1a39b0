"""One request with words and files: what was typed is kept even where the files cannot be."""

import re
from uuid import UUID

from werkzeug.datastructures import MultiDict

from portfolio.adapters.storage import EvidenceStore
from portfolio.web.multipart import Batch, Part

_NO_CHARACTERS = "".join(
    chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF)
)
_UNTYPED = re.compile(
    f"[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\ufdd0-\\ufdef{_NO_CHARACTERS}]"
)
"""What no keyboard makes and no page, table or PDF may hold: controls, and no characters."""
MOST_TEXT_BYTES = 4_000_000
"""What all fields of a form may hold together; what comes after is left out."""


class FormBatch(Batch):
    """The files of one request, and the fields beside them as a form reads them."""

    thing = "this form"

    def __init__(
        self, store: EvidenceStore, centre_id: UUID, most_bytes: int, most_files: int
    ) -> None:
        super().__init__(store, centre_id, most_bytes, most_files)
        self.fields: MultiDict[str, str] = MultiDict()
        self.room = MOST_TEXT_BYTES

    def field(self, name: str) -> Part | None:
        return _Typed(self, name)

    def end(self, part: Part) -> None:
        if isinstance(part, _Typed):
            part.finish()
        else:
            super().end(part)


class _Typed:
    """One field on its way into memory."""

    def __init__(self, batch: FormBatch, name: str) -> None:
        self._batch = batch
        self._name = name
        self._data = bytearray()

    def write(self, data: bytes) -> None:
        taken = data[: self._batch.room]
        self._batch.room -= len(taken)
        self._data += taken

    def finish(self) -> None:
        text = self._data.decode("utf-8", "replace")
        self._batch.fields.add(self._name, _UNTYPED.sub("", text))

    def discard(self) -> None:
        """Nothing of it lies anywhere."""

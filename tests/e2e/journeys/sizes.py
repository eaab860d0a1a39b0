"""Each story runs at the size it is mostly lived at; the full counts run it at the other too."""

import pytest

PHONE_FIRST = pytest.mark.parametrize(
    "size", ["phone", pytest.param("desktop", marks=pytest.mark.full)]
)
DESKTOP_FIRST = pytest.mark.parametrize(
    "size", ["desktop", pytest.param("phone", marks=pytest.mark.full)]
)

"""Pictures of children need a permission and the name of whoever gave it."""

import pytest

from portfolio.domain.evidence_children import Children, holds_pictures, permission_refusals

GIVEN = {"permissions": 1, "permission_from": "Parent of the child"}


@pytest.mark.req("R-084")
@pytest.mark.parametrize(
    ("children", "refused"),
    [
        pytest.param(Children(), [], id="nothing said of papers"),
        pytest.param(Children(pictures=True), ["shows_children"], id="nothing said of a picture"),
        pytest.param(Children(shown=False, pictures=True), [], id="no children"),
        pytest.param(
            Children(shown=True, pictures=True),
            ["permissions", "permission_from"],
            id="children without permission",
        ),
        pytest.param(
            Children(shown=True, permission_from="Parent"), ["permissions"], id="no document"
        ),
        pytest.param(
            Children(shown=True, permissions=1, permission_from=" "),
            ["permission_from"],
            id="nobody named",
        ),
        pytest.param(Children(shown=True, pictures=True, **GIVEN), [], id="with permission"),
    ],
)
def test_children_are_shown_only_with_permission(children, refused):
    assert [refusal.field for refusal in permission_refusals(children)] == refused


@pytest.mark.parametrize(
    ("media_types", "holds"),
    [
        pytest.param([], False, id="no file"),
        pytest.param(["application/pdf", "audio/mp4"], False, id="paper and sound"),
        pytest.param(["application/pdf", "image/heic"], True, id="a photo"),
        pytest.param(["video/mp4"], True, id="a video"),
    ],
)
def test_photos_and_videos_are_asked_about(media_types, holds):
    assert holds_pictures(media_types) is holds

"""What is signed is hashed the same way for ever, and shows when it has changed."""

from dataclasses import replace

import pytest

from portfolio.domain.signature import (
    SignedAuthenticity,
    SignedDecision,
    SignedFile,
    SignedItem,
    SignedUnit,
    canonical,
    declaration_state,
    declaration_statement,
    fingerprint,
    sign_off_statement,
    stands,
)
from portfolio.domain.states import DeclarationState

UNIT = SignedUnit("candidate-1", "10380", "L/506/2150")
LETTER = SignedFile("E-01", "letter.pdf", 1200, "a" * 64)
PHOTO = SignedFile("E-02", "café.jpg", 90, "b" * 64)


@pytest.mark.req("R-128")
def test_the_canonical_form_has_sorted_keys_no_spaces_and_plain_utf8():
    assert canonical({"b": [1, None, True], "a": "café"}) == (
        '{"a":"café","b":[1,null,true]}'.encode()
    )


@pytest.mark.req("R-128")
def test_the_hash_of_a_statement_never_changes():
    assert fingerprint({"a": "café", "n": 1}) == (
        "8b0d27ce33c1386163c713f88221aada54922ca080808d3721c4334b5e75e275"
    )


@pytest.mark.req("R-128")
@pytest.mark.parametrize("value", [1.5, b"x", {1: "x"}, {"a": [object()]}, ("a",)])
def test_what_can_be_written_in_two_ways_cannot_be_signed(value):
    with pytest.raises(TypeError):
        canonical({"value": value})


@pytest.mark.req("R-120", "R-128")
def test_a_declaration_covers_every_file_whatever_their_order():
    one = declaration_statement(UNIT, [LETTER, PHOTO])
    other = declaration_statement(UNIT, [PHOTO, LETTER])

    assert fingerprint(one) == fingerprint(other)
    assert one["files"][0] == {
        "evidence": "E-01",
        "name": "letter.pdf",
        "size": 1200,
        "sha256": "a" * 64,
    }
    assert one["wording"] == "declaration-1"


@pytest.mark.req("R-121")
@pytest.mark.parametrize(
    ("files", "items", "state"),
    [
        pytest.param([LETTER, PHOTO], [], DeclarationState.SIGNED, id="unchanged"),
        pytest.param([LETTER], [], DeclarationState.VOID, id="a file taken away"),
        pytest.param(
            [LETTER, replace(PHOTO, sha256="c" * 64)], [], DeclarationState.VOID, id="replaced"
        ),
        pytest.param(
            [LETTER, PHOTO, replace(PHOTO, name="new.jpg")], [], DeclarationState.VOID, id="added"
        ),
        pytest.param(
            [LETTER, PHOTO], [SignedItem("E-03", "Sign", "Lobby")], DeclarationState.VOID,
            id="an item without a file added",
        ),
    ],
)  # fmt: skip
def test_a_changed_file_voids_the_declaration(files, items, state):
    signed = fingerprint(declaration_statement(UNIT, [LETTER, PHOTO]))

    assert declaration_state(signed, declaration_statement(UNIT, files, items)) is state


@pytest.mark.req("R-120")
def test_a_unit_nobody_declared_is_unsigned():
    assert declaration_state(None, declaration_statement(UNIT, [])) is DeclarationState.UNSIGNED


@pytest.mark.req("R-128", "R-159")
def test_a_sign_off_covers_decisions_authenticity_and_the_declaration():
    decisions = [
        SignedDecision("1.10", "Met", ("O",), "d2"),
        SignedDecision("1.9", "Met", ("EP", "QC"), "d1"),
    ]
    checked = SignedAuthenticity(("observed",), "")
    signed = sign_off_statement(UNIT, "assessor-1", decisions, checked, "f" * 64)

    assert [decision["criterion"] for decision in signed["decisions"]] == ["1.9", "1.10"]
    changed = [
        sign_off_statement(UNIT, "assessor-2", decisions, checked, "f" * 64),
        sign_off_statement(UNIT, "assessor-1", decisions[:1], checked, "f" * 64),
        sign_off_statement(UNIT, "assessor-1", decisions, replace(checked, note="x"), "f" * 64),
        sign_off_statement(UNIT, "assessor-1", decisions, checked, "e" * 64),
    ]
    assert stands(signed, fingerprint(signed))
    assert not any(stands(statement, fingerprint(signed)) for statement in changed)


@pytest.mark.req("R-128")
def test_a_wording_that_never_was_cannot_be_signed():
    with pytest.raises(KeyError):
        declaration_statement(UNIT, [], wording="declaration-0")

"""Long recordings piece by piece: as long as the last one's cost allows, and never for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio.adapters.previews import NoCopy
from portfolio.adapters.previews.children import Ended
from portfolio.adapters.previews.pieces import converted

LIMIT = 30.0


class Machine:
    """Converts at so many seconds of CPU time for each second, up to its limit."""

    def __init__(self, cost: float, ends_at: float = 1e9) -> None:
        self.cost, self.ends_at = cost, ends_at
        self.done: list[tuple[float, float]] = []

    def __call__(self, at: float, seconds: float, target: Path) -> Ended:
        cpu = self.cost * seconds
        if cpu >= LIMIT:
            return Ended(-9, b"", b"", LIMIT, 0, "time")
        self.done.append((at, seconds))
        target.write_bytes(bytes(5000 if at < self.ends_at else 0))
        return Ended(0, b"", b"", cpu, 0)


def convert(machine: Machine, seconds: float, folder: Path) -> list[Path]:
    return converted(machine, seconds, 8.0, LIMIT, lambda n: folder / str(n))


@pytest.mark.parametrize("cost", [0.01, 0.5, 2.0, 20.0])
def test_the_pieces_follow_each_other_to_the_end(tmp_path, cost):
    machine = Machine(cost)
    made = convert(machine, 100.5, tmp_path)
    ends = [at + length for at, length in machine.done]
    assert [at for at, _ in machine.done] == [0.0, *ends[:-1]]
    assert ends[-1] == 100.5
    assert made == [tmp_path / str(n) for n in range(len(made))]
    assert all(length * cost < LIMIT for _, length in machine.done)


def test_cheap_pieces_grow_and_dear_ones_shrink(tmp_path):
    cheap, dear = Machine(0.01), Machine(6.0)
    convert(cheap, 600, tmp_path)
    convert(dear, 60, tmp_path)
    assert len(cheap.done) < 8
    assert {length for _, length in dear.done[1:-1]} == {2.0}


def test_what_cannot_be_done_second_by_second_is_given_up(tmp_path):
    with pytest.raises(NoCopy, match="It took too long"):
        convert(Machine(31.0), 100, tmp_path)


def test_all_together_cost_an_hour_at_most(tmp_path):
    machine = Machine(2.0)
    with pytest.raises(NoCopy, match="It took too long"):
        convert(machine, 4 * 3600, tmp_path)
    assert 3500 < sum(2.0 * length for _, length in machine.done) < 3700


def test_a_recording_shorter_than_it_says_ends_where_it_ends(tmp_path):
    assert 1 < len(convert(Machine(2.0, ends_at=30), 100, tmp_path)) < 8


def test_a_piece_that_fails_says_so(tmp_path):
    with pytest.raises(NoCopy, match="could not be made playable"):
        converted(
            lambda *_: Ended(1, b"", b"", 1.0, 0), 10, 8.0, LIMIT, lambda n: tmp_path / str(n)
        )

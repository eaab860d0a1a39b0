"""Folders to work in: empty, gone afterwards, and swept after a worker that was killed."""

from __future__ import annotations

import pytest

from portfolio.adapters.work_folder import NoRoom, work_folder


def folders(parent):
    return [path for path in parent.iterdir() if path.is_dir()]


def test_a_work_folder_is_gone_afterwards_whatever_happened(tmp_path):
    def break_off() -> None:
        with work_folder(tmp_path, 1) as folder:
            (folder / "large").write_bytes(b"much")
            raise ValueError("broken off")

    with pytest.raises(ValueError, match="broken off"):
        break_off()
    assert folders(tmp_path) == []


def test_two_at_once_keep_out_of_each_others_way(tmp_path):
    with work_folder(tmp_path, 1) as one, work_folder(tmp_path, 1) as other:
        assert one != other
        assert one.exists()


def test_what_a_killed_worker_left_is_removed_by_the_next(tmp_path):
    left = tmp_path / "left"
    left.mkdir()
    (left / "in-use").touch()
    (left / "large").write_bytes(b"much")
    with work_folder(tmp_path, 1) as folder:
        assert folders(tmp_path) == [folder]


def test_without_room_on_the_disk_the_work_waits(tmp_path):
    with pytest.raises(NoRoom, match="bytes are needed"), work_folder(tmp_path, 1 << 60):
        pass

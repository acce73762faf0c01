"""Folders that the program makes have modes of their own.

Relies on nothing beside the program.
"""

import os
import stat

import pytest

from harvest.config import folders


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077, 0o277])
def test_a_folder_and_its_parents_are_readable_and_not_writable_for_others(tmp_path, mask):
    made = tmp_path / "as-of" / "deeper"
    before = os.umask(mask)
    try:
        folders.make(made)
    finally:
        os.umask(before)
    modes = [stat.S_IMODE(each.stat().st_mode) for each in (made, made.parent)]
    assert modes == [0o755, 0o755]


def test_a_folder_that_is_there_keeps_its_mode(tmp_path):
    tmp_path.chmod(0o750)
    folders.make(tmp_path)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o750


def test_a_file_in_the_way_is_no_folder(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match=r"exists|Not a directory"):
        folders.make(tmp_path / "file")

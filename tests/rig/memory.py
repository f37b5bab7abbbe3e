"""Temporary files of tests lie in memory, where there is room: copying a database costs a quarter there."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Final

MEMORY: Final = Path("/dev/shm")  # every Linux has it; a container may give it too little
ROOM: Final = 6 * 1024**3
"""Bytes that two workers need, with their servers' data, more than twice over"""


def work_in_memory() -> None:
    """For this process and those it starts, unless somebody chose a folder."""
    if "TMPDIR" in os.environ or not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < ROOM:
        return
    os.environ["TMPDIR"] = str(MEMORY)
    tempfile.tempdir = None  # it is looked up anew

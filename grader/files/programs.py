"""Programs that are installed beside this one."""

import shutil
import sysconfig


def program(name: str) -> str:
    """Its whole path: under `uv run`, the shell that a printed line is pasted into finds it by no other."""
    return shutil.which(name, path=sysconfig.get_path("scripts")) or name

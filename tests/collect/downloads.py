"""Downloads as the systems make them, from recipes: names as their sources build them, contents by us."""

import io
import json
import os
import stat
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

DOWNLOADED = datetime(2026, 12, 22, 9, 30)
Content = str | bytes


def notebook(words: str) -> bytes:
    """Enough of a notebook to be told from others."""
    known = {"cells": [], "metadata": {"words": words}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(known).encode()


def zip_of(files: Mapping[str, bytes], *, at: datetime = DOWNLOADED) -> bytes:
    """A zip of these files, made at this time by a server's clock."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, at.timetuple()[:6]), content)
    return stream.getvalue()


def with_kind(name: str, content: bytes, kind: int) -> bytes:
    """A zip whose one member claims to be a link, a device or the like."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        info = zipfile.ZipInfo(name)
        info.create_system, info.external_attr = 3, (kind | 0o777) << 16
        archive.writestr(info, content)
    return stream.getvalue()


LINK, DEVICE = stat.S_IFLNK, stat.S_IFCHR


def save(path: Path, content: bytes, *, at: datetime = DOWNLOADED) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


METADATA = """\
---
submission_301:
  :submitters:
  - :name: Ada Lovelace
    :sid: s1
    :email: ada@example.org
  :created_at: 2026-12-20 22:58:31.935127000 Z
  :score: 0.0
  :status: processed
  :history: []
submission_302:
  :submitters:
  - :name: Bob Müller
    :sid: s2
    :email: bob@example.org
  - :name: Cem Öz
    :sid:
    :email: cem@example.org
  :created_at: 2026-12-21 01:00:00.000000000 +01:00
  :score: 0.0
  :status: processed
  :history: []
"""
ROSTER = """\
id,first_name,last_name,email,canvas_id,moodle_id,student_number
ada,Ada,Lovelace,ada@example.org,11,101,s1
bob,Bob,Müller,bob@example.org,12,102,s2
cem,Cem,Öz,cem@example.org,,,
"""

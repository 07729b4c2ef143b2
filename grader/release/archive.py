"""Zip files with the same bytes for the same contents, on every machine and every day."""

import io
import zipfile
from collections.abc import Collection, Mapping

EARLIEST = (1980, 1, 1, 0, 0, 0)  # that a zip file can say
PLAIN_FILE = 0o100644 << 16
PROGRAM = 0o100755 << 16


def zip_bytes(files: Mapping[str, bytes], *, executable: Collection[str] = ()) -> bytes:
    """A zip file, sorted by name. Stored, not compressed: compressors differ from build to build."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            member = zipfile.ZipInfo(name, EARLIEST)
            member.external_attr = PROGRAM if name in executable else PLAIN_FILE
            member.create_system = 3  # Unix, wherever this runs
            archive.writestr(member, files[name])
    return packed.getvalue()

"""The notebook was zipped, and the archive renamed."""

import io
import zipfile

from fault import Unreadable, saved

EXPECTED = Unreadable("this is a ZIP archive; unpack it and hand in the .ipynb file in it")


def broken(notebook):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("tiny.ipynb", saved(notebook))
    return archive.getvalue()

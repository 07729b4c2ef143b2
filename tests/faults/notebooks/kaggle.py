"""Written on Kaggle: its first cell lists /kaggle/input, uuids in the metadata, a kernel of its own."""

from fault import Graded, code

EXPECTED = Graded(
    cells="own title setup double double-check spread spread-check why",
    repairs=(
        (
            '"Numbers", "import numpy as np", the check of double, the check of spread',
            "text",
            "it has no label; it was recognised by its text",
        ),
        ("double, spread", "function", "it has no label; it was recognised by the function it defines"),
        ("why", "place", "it has no label; it was recognised by its place"),
    ),
    shown=(
        (
            "!ls /kaggle/working\nThis line was skipped: no program can be started or installed "
            "during grading."
        ),
    ),
)


FIRST = """\
# This Python 3 environment comes with many helpful analytics libraries installed
import numpy as np
import os
for dirname, _, filenames in os.walk('/kaggle/input'):
    for filename in filenames:
        print(os.path.join(dirname, filename))
!ls /kaggle/working"""


def broken(notebook):
    for number, one in enumerate(notebook["cells"]):
        one["metadata"] = {"_uuid": f"{number:040x}", "_cell_guid": f"{number:036x}", "trusted": True}
        del one["id"]
    notebook["cells"].insert(0, code(FIRST))
    return {
        **notebook,
        "nbformat_minor": 4,
        "metadata": {"kaggle": {"accelerator": "none", "dataSources": []}},
    }

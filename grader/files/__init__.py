""""""

from grader.files.csv import Row, as_csv, folded, read_rows, titles
from grader.files.lock import alone
from grader.files.toml import as_toml, read_toml
from grader.files.writing import disk_in_words, replace_file, write_file

__all__ = [
    "Row",
    "alone",
    "as_csv",
    "as_toml",
    "disk_in_words",
    "folded",
    "read_rows",
    "read_toml",
    "replace_file",
    "titles",
    "write_file",
]

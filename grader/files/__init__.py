"""Files that people edit or keep: read with errors that name the place, and written whole or not at all.

`toml` and `csv` read and write the two formats that instructors edit, and `times` the times in them.
`writing` replaces a file in one step, and explains a full disk in words. `lock` lets one command at a time
write to a class folder. `cache` keeps results that take long to compute. They belong to the user, not to the
class, and are found by the content that they depend on.
"""

from grader.files.cache import found_once, keep, kept, key_of, looked_up
from grader.files.csv import Row, as_csv, bytes_of, folded, read_rows, titles
from grader.files.lock import locked
from grader.files.times import in_zone, naive, read_time
from grader.files.toml import as_toml, read_toml
from grader.files.writing import aside, disk_in_words, replace_file, write_file

__all__ = [
    "Row",
    "as_csv",
    "as_toml",
    "aside",
    "bytes_of",
    "disk_in_words",
    "folded",
    "found_once",
    "in_zone",
    "keep",
    "kept",
    "key_of",
    "locked",
    "looked_up",
    "naive",
    "read_rows",
    "read_time",
    "read_toml",
    "replace_file",
    "titles",
    "write_file",
]

"""Files that people edit or keep: read with errors that name the place, and written whole or not at all.

`toml` and `csv` read and write the two formats that instructors edit, and `times` the times in them.
`writing` replaces a file or a folder in one step, and explains a full disk in words. `outputs` writes where
somebody says, and replaces nothing there but an earlier output. `lock` lets one command
at a time write to a class folder. `cache` keeps results that take long to compute. They belong to the user,
not to the class, and are found by the content that they depend on.
"""

from grader.files.cache import cache_files_used, cache_key, cached, from_cache, put_in_cache
from grader.files.csv import (
    Row,
    as_csv,
    column_titles,
    composed,
    decoded,
    folded,
    likely_separator,
    read_rows,
    table_bytes,
)
from grader.files.letters import has_piles, normalized
from grader.files.lock import locked
from grader.files.outputs import write_output_folder, write_outputs
from grader.files.programs import program
from grader.files.times import read_time
from grader.files.toml import as_toml, read_toml
from grader.files.writing import (
    disk_error,
    refuse_no_file,
    replace_file,
    temporary_path,
    write_file,
    write_folder,
)
from grader.files.zone_names import in_zone, naive

__all__ = [
    "Row",
    "as_csv",
    "as_toml",
    "cache_files_used",
    "cache_key",
    "cached",
    "column_titles",
    "composed",
    "decoded",
    "disk_error",
    "folded",
    "from_cache",
    "has_piles",
    "in_zone",
    "likely_separator",
    "locked",
    "naive",
    "normalized",
    "program",
    "put_in_cache",
    "read_rows",
    "read_time",
    "read_toml",
    "refuse_no_file",
    "replace_file",
    "table_bytes",
    "temporary_path",
    "write_file",
    "write_folder",
    "write_output_folder",
    "write_outputs",
]

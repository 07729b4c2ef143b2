"""How every page is made from its template: whatever a student wrote is text on it, never markup."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined


def page_templates(
    folder: Path, filters: Mapping[str, Callable[..., Any]], *, keep_trailing_newline: bool = True
) -> Environment:
    """The templates in `folder`, each with these filters. They escape what they are given."""
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=keep_trailing_newline,
    )
    environment.filters |= filters
    return environment

"""What docs/running-a-course.md says about times is so, form by form."""

import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from grader.files import read_time

PAGE = (Path(__file__).parent.parent.parent / "docs/running-a-course.md").read_text()
SECTION = PAGE.split("### Forms of times\n")[1].split("\n## ")[0]
ROWS = {
    name: re.findall("`([^`]+)`", forms) for name, forms in re.findall(r"(?m)^\| (.+?) \| (.+) \|$", SECTION)
}
PARIS = ZoneInfo("Europe/Paris")
# How a form of each row becomes a whole text.
WHOLE = {
    "date, the year first": "{} 22:30", "the year last": "{} 22:30", "with words": "{}, 22:30",
    "clock": "2026-12-20 {}", "by ISO 8601": "{}",
    "the commands *date* and *git log*": "{}", "in a name": "{}",
}  # fmt: skip
# A word stands in a date of its language.
BETWEEN = {
    " - ": "2026-12-20", "at": "20 December 2026", "um": "20. Dezember 2026", 
    "a las": "20 de diciembre de 2026", "kl.": "20. december 2026",
}  # fmt: skip


def shown(text: str) -> str:
    return f"{read_time(text, zone=PARIS).astimezone(PARIS):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(("row", "form"), [(row, form) for row in WHOLE for form in ROWS[row]])
def test_form(row: str, form: str) -> None:
    """Each one is read, and as the same time."""
    text = WHOLE[row].format(form)
    hour = "23:30" if form.endswith("Z") else "22:00" if form == "22 Uhr" else "22:30"

    assert shown(text) == f"2026-12-20 {hour}"


def test_between_and_zones() -> None:
    """The words, and the zones: each row of the table is held to the code by one of these tests."""
    assert {sign: shown(f"{date} {sign.strip()} 22:30") for sign, date in BETWEEN.items()} == dict.fromkeys(
        ROWS["between them"], "2026-12-20 22:30"
    )
    zones = {zone: shown(f"2026-12-20 21:30 {zone}") for zone in ROWS["time zone, after the clock"]}
    assert {*zones.values()} == {"2026-12-20 21:30", "2026-12-20 22:30"}
    assert ROWS.keys() - WHOLE.keys() == {"part", "between them", "time zone, after the clock"}


@pytest.mark.parametrize(
    "text", re.findall("`([^`]*[0-9年][^`]*)`", SECTION.split("refused if\n")[1].split("\n\n")[0])
)
def test_refused(text: str) -> None:
    """What is shown as refused is; but for the two forms of an offset that are shown as right."""
    date = "" if re.search("20(26|年)", text) else "2026-12-20 "
    right = ("2026-12-20 22:30:00-05:00", "22:30 -0500")
    try:
        found = read_time(date + text)
    except ValueError:
        found = None

    assert isinstance(found, datetime) == (text in right)


def test_a_name_in_summer() -> None:
    """CET in July, and names that other continents have, too."""
    assert shown("2026-07-20 22:30 CEST") == "2026-07-20 22:30"
    for text in ("2026-07-20 22:30 CET", "2026-12-20 22:30 EST"):
        with pytest.raises(ValueError, match=r"it is CEST then|outside America"):
            read_time(text, zone=PARIS)

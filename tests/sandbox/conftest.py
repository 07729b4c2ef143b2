"""One zygote for all sandbox tests; every test has a session of its own."""

from collections.abc import Iterator

import pytest

from grader.model import Limits
from grader.sandbox import Session, Zygote, probe, start_zygote

LIMITS = Limits(
    call_seconds=0.4, cell_seconds=1.0, question_seconds=2.0, memory_mb=768, output_kb=8, answers_mb=8
)  # fmt: skip


@pytest.fixture(scope="session")
def zygote() -> Iterator[Zygote]:
    with start_zygote(probe(), LIMITS) as zygote:
        yield zygote


@pytest.fixture
def session(zygote: Zygote) -> Iterator[Session]:
    with zygote.session() as session:
        yield session

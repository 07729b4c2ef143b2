"""Coverage-guided fuzzing of what students and their processes send us.

    uv run --group fuzz python fuzz/fuzz.py TARGET [SECONDS]

Each target is a Hypothesis test of ours; Atheris makes the bytes that Hypothesis draws from, and keeps in
fuzz/corpus those which reach code that nothing reached before. A failure ends the run with its traceback, and
Hypothesis remembers it: run the test itself for the smallest example, and put that into a file of
tests/faults/notebooks, or into an @example of the test.
"""

import random
import sys
from pathlib import Path

import atheris

LONGEST = 4096  # bytes that Hypothesis draws one example from
SEEDS = 20
ROOT = Path(__file__).parent.parent
CORPUS = Path(__file__).parent / "corpus"
sys.path[:0] = [str(ROOT / "tests" / part) for part in ("attacks", "faults", "sandbox", "submissions", ".")]

with atheris.instrument_imports(include=["grader"]):
    import test_frames
    import test_read
    import test_structure
    import test_work
    from collect import test_identity

TARGETS = {
    "notebooks": test_structure.test_a_notebook_to_run_or_a_reason,
    "answers": test_structure.test_no_guess_gives_an_answer_to_another_question,
    "frames": test_frames.test_spoilt_answers,
    "outputs": test_frames.test_spoilt_cells,
    "bytes": test_read.test_damaged_bytes,
    "work": test_work.test_work_grows_as_the_text_does,
    "names": test_identity.test_in_any_layout,
    "memory": test_work.test_memory_grows_as_the_text_does,
}


def main() -> None:
    target = sys.argv[1] if len(sys.argv) > 1 else ""
    if target not in TARGETS:
        sys.exit(f"{__doc__}\nwhich target? one of: {', '.join(TARGETS)}")
    seconds = sys.argv[2] if len(sys.argv) > 2 else "120"
    home = CORPUS / target
    home.mkdir(parents=True, exist_ok=True)
    for number in range(SEEDS):
        (home / f"seed-{number}").write_bytes(random.Random(number).randbytes(LONGEST))
    bounds = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-len_control=0", "-rss_limit_mb=2048"]
    words = [sys.argv[0], *bounds]
    atheris.Setup([*words, f"-artifact_prefix={home}/", str(home)], TARGETS[target].hypothesis.fuzz_one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()

"""The attention notebook teaches the whole lesson: every line of it is found, under its heading."""

import re
from pathlib import Path

import pytest

from grader.course.load import load_assignment, load_course

ROOT = Path(__file__).parents[2]
ASSIGNMENT, SOURCE = load_assignment(load_course(ROOT), "attention")
PROSE = "\n\n".join(cell.text for cell in SOURCE.cells if cell.kind == "markdown")
SECTIONS = {
    section.partition("\n")[0].strip(): re.sub(r"\s+", " ", section)
    for section in re.split(r"^#{1,3} ", PROSE, flags=re.MULTILINE)
}
PROBLEM = "The problem: everything through one vector"
PEOPLE = "How people do it"
IDEA = "The idea: let the decoder look back"
STEPS = "The steps, for every word to be written"
EXAMPLE = "An example"
WHY = "Why it is powerful, and what came of it"
COMPARISON = "7c. With and without (10 points)"


@pytest.mark.parametrize(
    ("heading", "phrase"),
    [
        # before it
        ("Attention: look back at every word", "You know the encoder-decoder"),
        # problem
        (PROBLEM, "one context vector"),
        (PROBLEM, "it depends on that vector entirely"),
        (PROBLEM, "For *I am learning* this works"),
        (PROBLEM, "the sentence is **long**"),
        (PROBLEM, "the words that matter come **early**"),
        (PROBLEM, "**detail** matters"),
        (PROBLEM, "**information bottleneck**"),
        # analogy
        (PEOPLE, "from one snapshot in memory"),
        (PEOPLE, "re-read, and focus on the words that matter *now*"),
        (PEOPLE, "for the next word your eyes go somewhere else"),
        # idea and information flow
        (IDEA, "all its hidden states"),
        (IDEA, "decides which ones matter, and gets a context made for this very step"),
        (
            IDEA,
            "Not encoder → one vector → decoder, but encoder → all hidden states, and the decoder selects",
        ),
        # steps
        (STEPS, "1. **Look** at all encoder states"),
        (
            STEPS,
            "2. **Score** each of them: compare it with the decoder state. The higher the score, the more",
        ),
        (STEPS, "3. Turn the scores into **weights** by softmax"),
        (STEPS, "4. Add up the states, each times its weight. That is the **context**"),
        (STEPS, "5. Write the **next word**"),
        (STEPS, "move on to the next decoder state"),
        # example
        (
            EXAMPLE,
            "*I am learning deep NLP models* → *Je suis en train d'apprendre des modèles NLP profonds*",
        ),
        (EXAMPLE, "| Je | I |"),
        (EXAMPLE, "| suis | am |"),
        (EXAMPLE, "| apprendre | learning |"),
        # why it is powerful, and the comparison
        (WHY, "**No fixed length.**"),
        (WHY, "**Long sequences.**"),
        (WHY, "**Better quality**"),
        (WHY, "**Better gradient flow.**"),
        (COMPARISON, "| | without attention | with attention |"),
        (COMPARISON, "| context |"),
        (COMPARISON, "| long sentences |"),
        (COMPARISON, "| interpretability |"),
        # where it is used, and what comes next
        (WHY, "machine translation"),
        (WHY, "speech recognition"),
        (WHY, "summarisation"),
        (WHY, "chatbots"),
        (WHY, "Your `attend` is their foundation"),
        (WHY, "*Bahdanau attention*, the next lesson"),
        (WHY, "*additive* attention"),
        (WHY, "*Transformers*"),
        # homework
        ("7a. The bottleneck (10 points)", "Explain the bottleneck problem in sequence-to-sequence models"),
        ("7b. An analogy (8 points)", "Explain attention by something that people do"),
        ("4. Attend: all three together", "One look back at the sentence"),
        ("6. See where it looked", "Draw the alignment as a heat map"),
        ("8a. What problem does attention solve? (4 points)", "how attention gets around it"),
        ("8b. Does attention use all encoder states? (4 points)", "Yes or no, and why"),
        ("9. Quick quiz", "Put one of the choices"),
        ("Attention: look back at every word", "It runs in Jupyter and in Google Colab alike"),
    ],
)
def test_every_line_of_the_lesson(heading: str, phrase: str) -> None:
    """What the lesson says stands in the notebook, where one would look for it."""
    assert phrase in SECTIONS[heading]


def test_answers_say_their_points() -> None:
    """The points in a written question's heading are those of its cell."""
    told = [float(points) for points in re.findall(r"^### .*\((\d+) points\)", PROSE, re.MULTILINE)]

    assert told == [question.points for question in ASSIGNMENT.questions if question.kind == "answer"]


def test_it_reads_as_a_lesson() -> None:
    """No paragraph is longer than a dozen lines; the whole is read in a quarter of an hour."""
    paragraphs = PROSE.split("\n\n")

    assert max(paragraph.count("\n") for paragraph in paragraphs if "|" not in paragraph) < 12
    assert 1200 < len(PROSE.split()) < 3000

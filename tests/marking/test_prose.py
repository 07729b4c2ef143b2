import base64
import html
import re
import struct

import pytest
from markupsafe import escape

from grader.marking.answers import NEAR, Answer, alike, read_answer
from grader.marking.prose import LONGEST, compared, rendered
from grader.marking.said import normal
from grader.records.own_cells import OwnCell

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
RELEASED = "| | without | with |\n|---|---|---|\n| context | | |\n\n*One limit:*"


def test_table() -> None:
    """A table is shown as one, its empty corner as a cell and not as the head of a column."""
    shown = rendered("| | with |\n|---|---|\n| context | **new** |")

    assert "<th>with</th>" in shown and "<strong>new</strong>" in shown
    assert "<td></td>" in shown


def test_attached_picture() -> None:
    """A picture that the student attached is shown, another file under a picture's name is not."""
    found = read_answer(
        "id", "ada", OwnCell("x", {"p": {"image/png": PIXEL}, "q": {"image/png": "PHN2Zz4="}}), RELEASED
    )

    shown = rendered("![seen](attachment:p) ![never](attachment:q)", found.pictures)

    assert f'<img src="data:image/png;base64,{PIXEL}" alt="seen">' in shown
    assert "[picture never: attachment:q, not shown]" in shown


def test_one_picture_a_thousand_times() -> None:
    """A page holds so much of them: where there is no room left, words stand in their place."""
    large = b"\x89PNG\r\n\x1a\n" + struct.pack(">8xII", 1, 1) + bytes(3 << 20)
    pictures = {"p": f"data:image/png;base64,{base64.b64encode(large).decode()}"}

    shown = rendered("![it](attachment:p) " * 20, pictures)

    assert (shown.count("<img"), shown.count("[picture it: attachment:p, not shown]")) == (4, 16)


SIGNS = [("a ≤ b", "a ≥ b"), ("x = -1", "x = 1"), ("x = \u22121", "x = 1"), ("p → q", "p ← q"),
         ("a ≠ b", "a b"), ("¬p", "p"), ("a != b", "a = b"), ("x^2", "x 2"), ("x²", "x2"),
         ("f'(x)", "f(x)"), ("x\u0304", "x"), ("xᵀ", "xT"), ("5\u2032", "5\u2033"), ("a && b", "a b"),
         ("a - b", "a b"), ("x*y", "x y"), ("so it is 👍", "so it is 👎"), ("x = \u20131", "x = 1"),
         ("x = \uff0d1", "x = 1"), ("x = \u20111", "x = 1"), ("x = -1 or y = 1", "x = 1 or y = -1"),
         ("a/b c", "a b/c"), ("3·4", "3.4"), ("1…5", "1.5"), ("(1, 5)", "1.5"), ("[0, 1]", "(0, 1)"),
         ("5!", "5"), ("P(A|B)", "P(A, B)"), ("|x|", "x"), ("x**2", "x 2"), ("A @ B", "A B"),
         ("A \\ B", "A B"), ("f\u2019(x)", "f(x)"), ("f''(x)", "f'(x)"), ("A' B", "A B"), ("W", "w"),
         ("कि", "का"), ("C#", "C"), ("~~p~~", "p"), ("i--", "i"), ("⌊x⌋", "⌈x⌉"), ("\u211d", "R"), 
         ("12:30", "12.30"),
         ("(a b) c", "a (b c)"), ("$$\nx =\n- y\n$$", "$$\nx =\ny\n$$"), ("x =\n- 1", "x =\n1"),
         ("| yes | no |\n|---|---|\n| | x |", "| yes | no |\n|---|---|\n| x | |"), ("O(n*)", "O(n)"),
         ("---\n|-3| is 3", "---\n-3 is 3"), ("A* search", "A search"), ("w*, so", "w, so"), ("a* b*", "a b"),
         ("- -1", "- 1"), ("$x\n- loss$", "$x\n* loss$"),
         ("dy'", "dy"), ("x[1:]", "x[1]"), ("f(x, y)", "f(x y)"),
         ("1 .. 5", "1 5"), ("A", "a"), ("__x", "x"), ("(1,)", "(1)")]  # fmt: skip

SIGNS += [
    ("The powers are 1,2,4,8,...", "The powers are 1,2,4,8"), ("1, 2, 3 …", "1, 2, 3"), ("x, y, ...", "x, y"),
    ("keys,values,...", "keys,values"), ("There are (mn)! orders of it", "There are (mn) orders of it"),
    ("nk! ways", "nk ways"), (r"$\alpha! / 2$", r"$\alpha / 2$"), ('print("mean")', "print(mean)"),
    ('It returns "5"', "It returns 5"), ('"1" + "1"', "1 + 1"),
    ('y" + y = 0', "y + y = 0"), ('f" so', "f so"),
    ("in Maßen", "in Massen"), ("```\n# x = abs(x)\nreturn x\n```", "```\nx = abs(x)\nreturn x\n```"),
    ("```\nfor x in a:\n    f()\nprint()\n```", "```\nfor x in a:\n    f()\n    print()\n```"),
    ("~~~\nif so:\n  run\nstop\n~~~", "~~~\nif so:\n  run\n  stop\n~~~"), ("`an\nNK\nof`", "`an\nnk\nof`"),
    ("W_1", "w_1"), ("X1 + x2", "x1 + X2"), ("AB = BA", "ab = ba"), ("5 mW", "5 MW"), ("[1 -2]", "[1 - 2]"),
    ("$|x|*y*-1$", "$|x|y-1$"), ("$f'*g*-h$", "$f'g-h$"), ("f'*g*-h", "f'g-h"), ("$$\nAB\n$$", "$$\nab\n$$"),
    ("[theta; phi]", "[theta, phi]"), ("x[mid: ]", "x[mid]"), ("a\u2e40b", "a-b"), ("3\u301c5", "3-5"),
    ("ε ϵ", "ϵ ε"), ("a » b", "a b"),
]  # fmt: skip


def written(text: str, end: str = "") -> Answer:
    return read_answer(text + end, text + end, OwnCell(text + end, {}), "")


@pytest.mark.parametrize(("one", "other"), SIGNS)
def test_signs_are_no_stops(one: str, other: str) -> None:
    """Answers that differ by one do not say the same, and are not marked together as if they did."""
    assert alike(written(one), [written(other)])[0] == []


@pytest.mark.parametrize(("one", "other"), SIGNS)
def test_signs_that_differ_are_marked(one: str, other: str) -> None:
    """Where answers are nearly the same, a marker is shown what makes them different."""
    shown = compared(f"so\n{one} so", f"so\n{other} so")

    assert "<ins>" in shown or "<del>" in shown


def test_long_answers_that_end_otherwise() -> None:
    """What is too long to be compared is not nearly the same, unless the rest is the same."""
    text = "so it is, " * 450

    assert alike(written(text, "yes"), [written(text, "no"), written(f"{text[10:]}yes")]) == (
        [], [written(f"{text[10:]}yes")],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [("It is so.", "it is **so**"), ("- one\n- two", "* one\n* two"),
         ("**It *is* so**", "it is so"), ("| a | b |\n|---|---|", "| a | b |\n|:-----|---:|"),
     ("`x = \u22121`", "x = -1"), ("one, two!", "one two"), ("Zoe\u0308 … so", "Zoë so"),
     ("It\u2019s “so”.", "It's so"), ("x = \u20131", "x = -1"), ("## So\nit is", "so it is"), 
     ("*so* it is**.**", "So it is?")],
)  # fmt: skip
def test_layout_is_no_sign(one: str, other: str) -> None:
    """Lists, tables, emphasis and stops make no answer another."""
    assert alike(written(one), [written(other)])[0] == [written(other)]


FORMULAS = [
    r"$x*y*z$", r"$\{a, b\}$", r"$\|x\|$", r"\(x_1*y_2*z\)", "$$\nx\n= y\n- z\n$$", r"a $$x*y*z$$ b",
    r"$$\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}$$", "\\[\nx*y*z\n\\]",
    "\\begin{align}\nx*y &= 2 \\\\\nz*y &< 3\n\\end{align}",
]  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_letter_by_letter(text: str) -> None:
    """Markdown takes no star, no backslash and no line of a formula."""
    shown = html.unescape(re.sub(r"</?(p|span|div)[^>]*>", "", str(rendered(text))))

    assert shown.strip() == text


@pytest.mark.parametrize("text", ["\\(" * 6_000, "\\begin{align}\n" * 1_400, "\\[\n" * 6_000])
def test_formulas_by_the_thousand(text: str) -> None:
    """What would keep the reader of formulas busy for seconds is shown as plain text."""
    assert rendered(text).startswith("<pre>")


@pytest.mark.parametrize(
    "text",
    [
        "<b onclick=f()>",
        "$<b onclick=f()>$",
        "\\[<b onclick=f()>\\]",
        "[x](data:text/html,f)",
        "[x](vbscript:f)",
        "![x](javascript:f())",
        "<http://a/\"'>",
    ],
)
def test_nothing_obeyed(text: str) -> None:
    """HTML and addresses that a browser would obey stay text."""
    shown = rendered(text)

    assert "<b" not in shown and "href" not in shown and "src=" not in shown


def test_long_answer() -> None:
    """What is too long is cut, and says by how much."""
    shown = rendered("word " * 10_000)

    assert len(shown) < LONGEST + 500
    assert f"… and {50_000 - LONGEST:,} more characters" in shown


def test_brackets_by_the_thousand() -> None:
    """What would keep a Markdown reader busy for seconds is shown as plain text."""
    assert rendered("[" * LONGEST).startswith("<pre>[[[")


def test_one_long_address_and_many_links() -> None:
    """Each shows where it leads to, but not all of the address each time."""
    shown = rendered(f"[a]: http://{'x' * 10_000}\n\n{'[a] ![a] ' * 140}")

    assert shown.count("(http://xx") == shown.count(": http://xx") == 140
    assert len(shown) < 200_000


def test_a_wide_table_of_short_rows() -> None:
    """What would be filled up to a hundred thousand cells is shown as plain text."""
    wide, short = f"{'a|' * 3_000}\n{'-|' * 3_000}\n", "|a\n" * 1_500

    assert rendered(wide + short).startswith("<pre>")


def test_words_that_differ() -> None:
    """Of two answers the words are marked that only one of them has, escaped."""
    assert compared("It is\n<so>.", "it is not\n<b>") == (
        "it is <del>&lt;so&gt;.</del> <ins>not &lt;b&gt;</ins>"
    )


@pytest.mark.parametrize(
    ("text", "blank"),
    [
        (RELEASED, True),
        ("", True),
        (" \n\n---\n", True),
        ("*one LIMIT*", True),
        (RELEASED.replace("| context | | |", "| context | a vector | |"), False),
        ("→ ∞", False),
        ("No.", False),
    ],
)
def test_blank(text: str, blank: bool) -> None:
    """Blank is what holds nothing but pieces of what was handed out."""
    found = read_answer("id", "ada", OwnCell(text, {}), RELEASED)

    assert found.blank == blank


def test_picture_is_an_answer() -> None:
    """A picture alone is an answer, and the same words with another picture are another."""
    one, other = (
        read_answer(name, name, OwnCell("", {"p": {"image/png": data}}), "")
        for name, data in (("ada", PIXEL), ("bob", PIXEL[:-8] + "AAAAAAA="))
    )

    assert not one.blank
    assert alike(one, [one, other])[0] == []


@pytest.mark.parametrize(("one", "other"), [("x > 0", "x < 0"), ("1.5", "15"), ("50 %", "50")])
def test_what_words_do_not_hide(one: str, other: str) -> None:
    """Case, stops and layout make no difference; what makes a number or formula another one does."""
    assert normal("It, is\n**SO**!") == normal("it is so")
    assert normal(one) != normal(other)


def test_nearly() -> None:
    """One word more in twenty is nearly the same; another answer is not."""
    texts = ["the decoder sees one vector of fixed size, whatever the length of the sentence before"]
    texts += [texts[0] + " it", "Attention is all you need."]
    one, near, far = (read_answer(text, text, OwnCell(text, {}), "") for text in texts)

    assert NEAR == 90
    assert alike(one, [one, near, far]) == ([], [near])


HIDDEN_BY_MARKDOWN = [
    "[1]: because",  # a definition
    "See [it](http://a.b 'because').",
    "| a | b |\n|---|---|\n| 1 | 2 | because |",
    "> " * 200 + "because",
    "It holds.[^1]\n\n[^1]: Never",
]


@pytest.mark.parametrize("text", HIDDEN_BY_MARKDOWN)
def test_words_that_markdown_hides(text: str) -> None:
    """are part of an answer, so it is shown as it was written, too."""
    assert escape(text) in rendered(text)


@pytest.mark.parametrize(
    "text",
    [
        "1. one\n2. two *and* `three`\n   - [x] four\n\n10) &alpha; x\\*y snake_case __bold__ H*2*O",
        "![image.png](attachment:image.png) [a](http://a.b/%C3%A9) <http://a.b/c?d=é> $x_1$ \\(a\\)",
        "Head\n===\n\n> 3.5 <b>is</b>\n\n    1. code\n\n| a |\n|---|\n| 1 |",
    ],
)
def test_words_that_all_show(text: str) -> None:
    """Nothing is shown twice."""
    assert "As it was written" not in rendered(text)


def test_words_after_a_fence() -> None:
    """are shown, be they a language's name or all of the answer."""
    assert "because it is" in rendered("```because it is")

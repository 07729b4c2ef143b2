"""Mutants: a right solution with one slip or two, named by these."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations
from typing import Any, cast

from grader.model import Assignment
from grader.solutions.known import Functions
from grader.solutions.mutants.edits import Edit, edited
from grader.solutions.mutants.fitting import fitting
from grader.solutions.mutants.forms import Form, forms
from grader.values import FIGURE

MOST_PAIRS = 2000  # of one form


@dataclass(frozen=True, slots=True, eq=False)
class Mutant:
    """edits: its slips, one or two. name: what they do; hint: their questions."""

    question: str
    form: Form
    edits: tuple[Edit, ...]

    @property
    def id(self) -> str:
        text = "/".join(
            [self.form.of + self.form.source, *(f"{edit.place} {edit.words}" for edit in self.edits)]
        )
        return f"{self.question}~{sha256(text.encode()).hexdigest()[:10]}"

    @property
    def name(self) -> str:
        first, *more = [edit.words for edit in self.edits]
        return f"{first}, and {more[0][0].lower()}{more[0][1:]}." if more else f"{first}."

    @property
    def hint(self) -> str:
        return " ".join(dict.fromkeys(edit.question for edit in self.edits))

    @property
    def source(self) -> str:
        tree = edited(self.form.source, self.edits)
        return ast.unparse(self.form.whole(tree)) if tree else ""

    def function(self) -> Callable[..., Any] | None:
        """Made anew: nothing that it remembers is shared. None: its two slips do not go together."""
        tree = edited(self.form.source, self.edits)
        if tree is None:
            return None
        names = dict(self.form.names)
        module = ast.Module([self.form.whole(tree)], [])
        exec(compile(module, f"<{self.id}>", "exec", dont_inherit=True), names)
        return cast(Callable[..., Any], names[self.question])


def mutants(assignment: Assignment, reference: Functions, question: str) -> Iterator[Mutant]:
    """Those of one slip, of the reference first; then those of two. Of what draws, as a picture is dear, only
    the reference's, and as pairs only what is left out. Of a class, as objects have long stories, no pairs.
    """
    returns = next(one.returns for one in assignment.questions if one.name == question)
    drawn = returns == FIGURE
    pairs: list[Mutant] = []
    for form in forms(assignment, reference, question):
        if drawn and not form.own:
            break
        edits = list(fitting(form, tuple(reference), returns))
        yield from (Mutant(question, form, (edit,)) for edit in edits)
        if (form.own or form.written_out) and not form.of:
            common = [edit for edit in edits if edit.common and (edit.gap or not drawn)]
            likeliest = sorted(combinations(range(len(common)), 2), key=max)[:MOST_PAIRS]
            pairs += [Mutant(question, form, (common[one], common[two])) for one, two in likeliest]
    yield from pairs

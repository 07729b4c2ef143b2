"""What goes wrong when people write a function: each slip as a pattern, what it becomes, and words for it.

A capital letter in a pattern stands for any expression; in words, {X} is what students call it. Students read
the words: what the function does, and a question that leads on. `COMMON` slips are also tried two at a time.
"""

from dataclasses import dataclass

from grader.solutions.mutants import questions as q


@dataclass(frozen=True, slots=True)
class Operator:
    """pattern: Python source; "X" alone stands for a value that has a name: an argument, a result, a part.

    becomes: Python source over the same letters. np and the functions below are at hand.
    """

    pattern: str
    becomes: str
    words: str
    question: str
    common: bool = False


def _values(*rows: tuple[str, str, str], common: bool = False) -> tuple[Operator, ...]:
    return tuple(Operator("X", *row, common) for row in rows)


def _product(*rows: tuple[str, str, str], common: bool = False) -> tuple[Operator, ...]:
    return tuple(Operator("A @ B", *row, common) for row in rows)


COMMON_VALUES = _values(
    ("np.abs(X)", "Takes the absolute value of {X}", q.SIGN),
    ("-np.asarray(X)", "Turns the sign of {X} round", q.SIGN),
    ("np.maximum(X, 0)", "Cuts {X} off below zero", q.SIGN),
    ("np.asarray(X) / len(X)", "Divides {X} by how many there are", q.SIZE),
    ("np.asarray(X) / np.sqrt(np.shape(X)[-1])", "Divides {X} by the root of the size", q.SIZE),
    ("unit_rows(X)", "Brings {X} to length one", "What is lost when only directions count?"),
    ("softmax_of(X)", "Applies softmax to {X}", "How often is softmax to be applied, and to what?"),
    ("np.exp(X)", "Raises e to {X}", q.PLAIN),
    ("np.square(X)", "Squares {X}", q.PLAIN),
    ("np.round(X, 2)", "Rounds {X} to 2 digits after the point", q.LATER),
    ("np.trunc(X)", "Keeps only whole numbers of {X}", q.EXACT),
    ("np.asarray(X)[::-1]", "Turns the order of {X} round", q.ORDER),
    ("np.sort(X, axis=0)", "Sorts {X}", q.ORDER),
    ("np.transpose(X)", "Transposes {X}", "What stands along each axis, before and after?"),
    ("zero_first(X)", "Leaves the first of {X} out, as a zero", q.AT_FIRST),
    ("zero_last(X)", "Leaves the last of {X} out, as a zero", q.AT_LAST),
    ("np.asarray(X)[1:]", "Leaves the first of {X} out", q.AT_FIRST),
    ("np.asarray(X)[:-1]", "Leaves the last of {X} out", q.AT_LAST),
    ("np.reshape(X, (-1, 1))", "Makes {X} a column", q.SHAPE),
    ("np.atleast_2d(X)", "Makes {X} a table of one row", q.SHAPE),
    ("np.nan_to_num(X)", "Replaces nan in {X} by zero", "Where does the nan come from?"),
    common=True,
)  # fmt: skip

VALUES = COMMON_VALUES + _values(
    ("np.round(X, 0)", "Rounds {X} to whole numbers", q.EXACT),
    *((f"np.round(X, {k})", f"Rounds {{X}} to {k} digit{'s' * (k > 1)} after the point", q.LATER)
      for k in (1, 3, 4)),
    ("np.floor(X)", "Rounds {X} down", q.EXACT),
    ("np.asarray(X).astype(np.float16)", "Keeps {X} in float16, which has three digits or four", q.LATER),
    *((f"np.clip(X, -{k}, {k})",
       f"Cuts {{X}} off at {k} and -{k}", q.BEYOND)
      for k in (1, 10, 20, 30, 50, 80, 88, 100, 200, 300, 400, 500, 600, 700, 709, 1000)),
    *((f"np.minimum(X, {k})", f"Cuts {{X}} off above {k}", q.BEYOND)
      for k in (1, 20, 50, 100, 500, 700, 709)),
    *((f"np.asarray(X) / {k}", f"Divides {{X}} by {k}", q.SIZE) for k in (2, 10, 100, 1000, 10000, 20000)),
    ("2 * np.asarray(X)", "Doubles {X}", q.PLAIN),
    ("np.asarray(X) + 1", "Adds one to {X}", q.PLAIN),
    ("1 - np.asarray(X)", "Takes one minus {X}", q.PLAIN),
    ("np.sort(X, axis=0)[::-1]", "Sorts {X}, the largest first", q.ORDER),
    ("np.roll(X, 1, axis=0)", "Moves {X} on by one place", q.ORDER),
    ("np.asarray(X) / np.sqrt(len(X))", "Divides {X} by the root of how many there are", q.SIZE),
    ("np.asarray(X) / np.shape(X)[-1]", "Divides {X} by the size", q.SIZE),
    ("np.asarray(X) - np.mean(X)", "Subtracts the mean from {X}", q.MEAN),
    ("np.asarray(X) - np.mean(X, axis=0)", "Subtracts from {X} the mean of each column", q.MEAN),
    ("np.asarray(X) - np.max(X)", "Subtracts the largest from {X}", q.PLAIN),
    ("np.asarray(X) / np.sum(X)", "Divides {X} by the total", q.SIZE),
    ("np.abs(X) / np.sum(np.abs(X))", "Divides absolute values of {X} by their total", q.SIGN),
    ("np.square(X) / np.sum(np.square(X))", "Squares {X}, and divides by the total", q.PLAIN),
    ("np.asarray(X) / np.max(X)", "Divides {X} by the largest", q.SIZE),
    ("np.asarray(X) / np.max(np.abs(X))", "Divides {X} by the largest absolute value", q.SIZE),
    ("np.asarray(X) / np.linalg.norm(X)", "Brings {X} to length one, all together", q.SIZE),
    ("(np.asarray(X) - np.min(X)) / (np.max(X) - np.min(X))", "Squeezes {X} into 0 to 1", q.EITHER),
    ("(np.asarray(X) - np.mean(X)) / np.std(X)", "Standardises {X}", q.EITHER),
    ("np.tanh(X)", "Squashes {X} with tanh", q.PLAIN),
    ("1 / (1 + np.exp(-np.asarray(X)))", "Squashes {X} with a sigmoid", q.PLAIN),
    ("np.log(X)", "Takes the logarithm of {X}", q.PLAIN),
    ("np.sqrt(X)", "Takes the root of {X}", q.SIGN),
    ("np.cumsum(X, axis=0)", "Keeps running totals of {X}", "Which numbers are added up in the second?"),
    ("first_for_all(X)", "Uses the first of {X} for all", q.ALL),
    ("last_for_all(X)", "Uses the last of {X} for all", q.ALL),
    ("np.asarray(X)[0]", "Uses only the first of {X}", q.ALL),
    ("np.asarray(X)[-1]", "Uses only the last of {X}", q.ALL),
    ("np.asarray(X)[np.argmax(X)]", "Uses only the largest of {X}", q.ALL),
    ("np.argmax(X)", "Takes the place of the largest of {X}", q.ALL),
    ("one_hot(X)", "Counts the largest of {X} as one, and all others as zero", q.ALL),
    ("np.where(X >= np.mean(X), X, 0)", "Leaves out what is below the mean of {X}", q.ALL),
    ("np.where(X > np.mean(X), X, 0)", "Leaves out what is no more than the mean of {X}", q.ALL),
    *((f"np.where(np.asarray(X) > {k}, X, 0)", f"Leaves out small numbers in {{X}}, up to about {k}",
       q.SMALL)
      for k in (0.001, 0.01, 0.05, 0.1, 0.2, 0.5)),
    ("np.ones(len(X)) / len(X)", "Gives an equal share to all of {X}", "What should make shares differ?"),
    ("np.ones_like(X)", "Takes ones in place of {X}", q.WHOSE),
    ("np.zeros_like(X)", "Takes zeros in place of {X}", q.WHOSE),
    ("np.sum(X)", "Adds up {X} to one number", q.SUM),
    ("np.mean(X)", "Takes the mean of all of {X}, one number", q.SUM),
    ("np.max(X)", "Takes the largest of {X}, one number", q.ALL),
    ("np.sum(X, axis=0)", "Adds up the rows of {X}", q.SUM),
    ("np.sum(X, axis=-1)", "Adds up each row of {X}", q.SUM),
    ("np.mean(X, axis=0)", "Takes the mean of the rows of {X}", q.SUM),
    ("np.mean(X, axis=-1)", "Takes the mean of each row of {X}", q.SUM),
    ("np.max(X, axis=0)", "Takes the largest of each column of {X}", q.SUM),
    ("np.ravel(X)", "Joins {X} to one long row", q.SHAPE),
    ("np.asarray(X).astype(str)", "Makes texts of {X}", q.SHAPE),
    ("np.argmax(X, axis=-1)", "Keeps the place of the largest in each row of {X}", q.ALL),
)  # fmt: skip

RESULTS = _values(("None", "Returns nothing", "Which line hands the result on? print does not."))

PRODUCTS = _product(
    ("A * B", "Multiplies element by element, and does not add up", q.SUM),
    ("products(A, B)", "Multiplies, and does not add up", q.SUM),
    ("products(A, B).T", "Multiplies, and does not add up", q.SUM),
    ("B @ A", "Multiplies the two in the other order", "Which axis is added up in a product?"),
    ("np.transpose(A) @ B", "Transposes {A} before it multiplies", "Which axis is added up in a product?"),
    ("A @ np.transpose(B)", "Transposes {B} before it multiplies", "Which axis is added up in a product?"),
    ("products(A, B).mean(-1)", "Takes the mean of the products instead of their sum", q.SUM),
    ("products(A, B).sum(0)", "Adds up over the wrong axis", q.SUM),
    ("np.sum(A * B, axis=0)", "Multiplies along the wrong axis, and adds up the rows", q.SUM),
    ("np.sum(A * B, axis=-1)", "Multiplies along the wrong axis, and adds up each row", q.SUM),
    ("products(A, B).sum()", "Adds up everything to one number", q.SUM),
    ("sums(A, B).sum(-1)", "Adds the two where they are to be multiplied", "What is done with each pair?"),
    ("unit_rows(A) @ unit_rows(B)", "Brings both to length one: compares directions", "Do lengths count?"),
    ("unit_rows(A) @ B", "Brings {A} to length one", "What is lost when only directions count?"),
    ("A @ unit_rows(B)", "Brings {B} to length one", "What is lost when only directions count?"),
    common=True,
) + _product(
    ("products(A, B).max(-1)", "Takes the largest product instead of the sum", q.SUM),
    ("products(A, B).min(-1)", "Takes the smallest product instead of the sum", q.SUM),
    ("products(A, B)[..., 0]", "Uses only the first product", "Does your loop return before its end?"),
    ("products(A, B)[..., -1]", "Keeps only the last product", "What becomes of the rounds before?"),
    ("products(A, B)[..., 0].ravel()[0]", "Uses only the first product of the first", "Where do you return?"),
    ("products(A, B).sum(-1).ravel()[0]", "Returns after the first", "Which line returns, and when?"),
    ("products(A, B).sum(-1).ravel()[-1]", "Keeps only the last", "Which line keeps those before?"),
    ("products(A, B)[..., 1:].sum(-1)", "Leaves out the first product", q.AT_FIRST),
    ("products(A, B)[..., :-1].sum(-1)", "Leaves out the last product", q.AT_LAST),
    ("np.cumsum(products(A, B), -1)", "Returns all running totals", q.SHAPE),
    ("np.cumsum(products(A, B), -1).T", "Returns all running totals", q.SHAPE),
    ("np.cumsum(products(A, B).sum(-1))", "Adds to each total those before it", "Where does a total begin?"),
    ("np.abs(products(A, B)).sum(-1)", "Adds up absolute values of the products", q.SIGN),
    ("products(A, B).mean(0)", "Takes the mean over the wrong axis", q.SUM),
    ("products(A, B).mean()", "Takes the mean of everything, one number", q.SUM),
    ("products(A, B).prod(-1)", "Multiplies all products instead of adding them up", q.SUM),
    ("whole_totals(products(A, B))", "Adds up in whole numbers", q.EXACT),
    ("sums(A, B)", "Adds the two, and no more", "What is done with each pair?"),
    ("sums(A, B).mean(-1)", "Takes the mean of sums where products are wanted", "What is done with a pair?"),
    ("distances(A, B)", "Measures the distance", "Is a word that fits well near or far?"),
    ("-distances(A, B)", "Measures nearness by the negated distance", "What is the distance's formula?"),
    ("-distances(A, B) ** 2", "Measures nearness by the negated squared distance", "Which formula is asked?"),
    ("distances(A, B) ** 2", "Measures the squared distance", "Is a word that fits well near or far?"),
    ("np.sum(np.square(A), -1)", "Multiplies {A} by itself, and leaves {B} out", "Which two are compared?"),
    ("np.sum(np.square(B), -1)", "Multiplies {B} by itself, and leaves {A} out", "Which two are compared?"),
    ("A @ last_row(A)", "Multiplies {A} by its own last row", "Which two are compared?"),
    ("np.array([np.outer(b, a) for a in A for b in [B]])", "Makes all pairs of features", q.SHAPE),
    ("np.outer(A, B)", "Multiplies every number by every other", q.SHAPE),
    ("B @ np.reshape(A, np.shape(A)[::-1])", "Reshapes {A} to turn it round", q.REFILLED),
    ("np.reshape(B, np.shape(B)[::-1]) @ A", "Reshapes {B} to turn it round", q.REFILLED),
    ("np.multiply(A, B, out=A).sum(-1)", "Multiplies into {A}, which belongs to the caller", q.INPUT),
    ("into_rows(A, B)", "Multiplies into {B}, which belongs to the caller", q.INPUT),
)  # fmt: skip

OTHERS = (
    Operator("A - B", "A", "Leaves out what is to be subtracted", q.LARGE, True),
    Operator("A - B", "A + B", "Adds where it should subtract", q.LOOK),
    Operator("A - B", "np.asarray(np.float16(A - B), float)", "Rounds differences to float16", q.HALF),
    Operator("A - B", "np.asarray(B) - A", "Subtracts the other way round", q.SIGN),
    Operator("A - B", "A / np.asarray(B)", "Divides where it should subtract", q.LARGE),
    Operator("A - B", "np.subtract(A, B, out=A)", "Subtracts inside the array it was given", q.INPUT, True),
    Operator("A + B", "A", "Leaves out what is to be added", q.LOOK),
    Operator("A + B", "A - B", "Subtracts where it should add", q.LOOK),
    Operator("A / B", "A", "Forgets to divide", "What is the total of what you return?", True),
    Operator("A / B", "np.asarray(A) - B", "Subtracts where it should divide", q.LOOK),
    Operator("A / B", "A / (1 + np.asarray(B))", "Divides by one more than it should", q.SIZE),
    Operator("A / B", "A / (1e-3 + np.asarray(B))", "Adds a small number to what it divides by", q.SIZE),
    Operator("A / B", "A / (1e-6 + np.asarray(B))", "Adds a small number to what it divides by", q.SIZE),
    Operator("A * B", "A", "Leaves out a factor", q.LOOK),
    Operator("A * B", "B", "Leaves out a factor", q.LOOK),
    Operator("A * B", "A + B", "Adds where it should multiply", q.LOOK),
    Operator("np.exp(A)", "A", "Leaves out the exponential", "Can it be below zero?", True),
    Operator("np.exp(A)", "2.0 ** np.asarray(A)", "Raises 2 instead of e", "Which number is to be raised?"),
    Operator("np.exp(A)", "2 ** np.asarray(A)", "Raises 2 instead of e", "Which number is to be raised?"),
    Operator("np.exp(A)", "10.0 ** np.asarray(A)", "Raises 10 instead of e", "Which number is to be raised?"),
    Operator("np.exp(A)", "np.square(A)", "Squares instead of raising e", "Which number is to be raised?"),
    Operator("np.exp(A)", "np.abs(A)", "Takes absolute values instead of raising e", q.SIGN),
    Operator("np.exp(A)", "np.exp(-np.asarray(A))", "Raises e to the negated number", q.SIGN, True),
    Operator("np.exp(A)", "1 + np.asarray(A)", "Takes 1 + x for the exponential", "What are both at -2?"),
    Operator(
        "np.exp(A)", "1 / (1 + np.exp(-np.asarray(A)))", "Takes a sigmoid for the exponential", q.PLAIN
    ),
    Operator("np.exp(A)", "np.exp(A) - 1", "Subtracts one from the exponentials", q.PLAIN),
    Operator("np.exp(A)", "np.exp(A, out=A)", "Writes exponentials into the array it was given", q.INPUT),
    Operator("np.exp(A)", "strict_exp(A)", "Overflows, where math.exp raises an error", q.LARGE),
    *(
        Operator("np.max(A)", becomes, f"Takes {words} where it should take the largest", asked)
        for becomes, words, asked in (
            ("np.min(A)", "the smallest", q.APART), ("np.mean(A)", "the mean", q.APART),
            ("np.asarray(A)[0]", "the first", q.APART), ("np.median(A)", "the middle one", q.APART),
            ("np.asarray(A)[-1]", "the last", q.APART), ("len(A)", "how many there are", q.LARGE),
            ("np.max(np.abs(A))", "the largest absolute value", q.LOW),
            ("np.sum(A)", "the total", q.LARGE),
            ("np.abs(np.max(A))", "the absolute value of the largest", q.LOW),
            ("np.linalg.norm(A)", "the length", q.LARGE),
            ("np.argmax(A)", "the place of the largest", q.LARGE),
        )
    ),
    *(
        Operator(pattern, becomes, f"Takes {words} where it should take the total", q.SIZE)
        for pattern in ("A.sum()", "np.sum(A)")
        for becomes, words in (
            ("np.max(A)", "the largest"), ("len(A)", "how many there are"), ("np.mean(A)", "the mean"),
            ("np.linalg.norm(A)", "the length"), ("np.cumsum(A)", "a total that is still growing"),
            ("np.asarray(A)[0]", "the first"), ("np.asarray(A)[-1]", "the last"),
            ("np.sum(np.square(A))", "the total of squares"), ("np.sum(np.abs(A))", "the absolute total"),
        )
    ),
    Operator("range(A)", "range(A + 1)", "Goes round once too often", q.COUNT, True),
    Operator("range(A)", "range(A - 1)", "Goes round once too few", q.COUNT, True),
    Operator("range(A)", "range(1, A + 1)", "Counts places from one", "Which place is the first?"),
    Operator("range(A)", "np.arange(A) + 0.5", "Moves places by half a cell", "Where is a cell's middle?"),
    Operator("range(A)", "np.arange(A) - 0.5", "Moves places by half a cell", "Where is a cell's middle?"),
    Operator("A.append(B)", "A.extend(B)", "Joins {B} to {A} number by number", q.SHAPE),
    Operator("A.append(B)", "A.insert(0, B)", "Puts new ones in front of the others in {A}", q.FRONT, True),
    Operator("A.set_xticks(B, C)", "A.set_xticklabels(C)", "Sets labels without ticks", q.TICKS),
    Operator("A.set_yticks(B, C)", "A.set_yticklabels(C)", "Sets labels without ticks", q.TICKS),
)  # fmt: skip

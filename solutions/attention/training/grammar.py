"""A small English and the French it becomes: every sentence pair is generated, none is collected.

A clause is "subject be [not] verb-ing [determiner] [adjective] [modifier] noun [adverb]", present or past;
clauses are joined by conjunctions. That is enough for words to change places (deep NLP models: modèles
NLP profonds), for one word to become four (am learning: suis en train d' apprendre), and for sentences of any
length. The lesson's own sentence can be said in it, and is kept out of training by `holds_lesson_sentence`.
"""

import random
from collections.abc import Iterable

Pair = tuple[list[str], list[str]]  # the words in English, the words in French

# English: French, and which form of "be" it takes.
SUBJECTS = {
    "I": ("je", 0), "you": ("vous", 1), "we": ("nous", 2), "they": ("ils", 3),
    "he": ("il", 4), "she": ("elle", 4),
}  # fmt: skip
BE_PRESENT = ["am", "are", "are", "are", "is"]
ETRE_PRESENT = ["suis", "êtes", "sommes", "sont", "est"]
BE_PAST = ["was", "were", "were", "were", "was"]
ETRE_PAST = ["étais", "étiez", "étions", "étaient", "était"]
VERBS = {
    "learning": "apprendre", "building": "construire", "reading": "lire", "writing": "écrire",
    "testing": "tester", "studying": "étudier", "using": "utiliser", "training": "entraîner",
    "teaching": "enseigner", "selling": "vendre", "buying": "acheter", "finding": "trouver",
}  # fmt: skip
# English: French, and its gender: 0 masculine, 1 feminine.
NOUNS = {
    "models": ("modèles", 0), "books": ("livres", 0), "systems": ("systèmes", 0), "letters": ("lettres", 1),
    "pages": ("pages", 1), "tools": ("outils", 0), "networks": ("réseaux", 0), "machines": ("machines", 1),
    "lessons": ("leçons", 1), "methods": ("méthodes", 1),
}  # fmt: skip
# English: French, masculine and feminine.
ADJECTIVES = {
    "deep": ("profonds", "profondes"), "recent": ("récents", "récentes"), "big": ("énormes", "énormes"),
    "simple": ("simples", "simples"), "French": ("français", "françaises"),
    "clever": ("intelligents", "intelligentes"), "red": ("rouges", "rouges"),
    "important": ("importants", "importantes"),
}  # fmt: skip
MODIFIERS = {"NLP": "NLP", "web": "web", "audio": "audio", "video": "vidéo"}
DETERMINERS = {"": "des", "the": "les", "my": "mes", "her": "ses", "these": "ces", "your": "vos"}
ADVERBS = {"today": "aujourd'hui", "here": "ici", "now": "maintenant"}
CONJUNCTIONS = {"and": "et", "but": "mais", "because": "car"}
VOWELS = "aeiouéèêâîôh"

LESSON_SENTENCE = "I am learning deep NLP models".split()


def clause(rng: random.Random) -> Pair:
    """One clause. What is drawn, and in which order, decides what a seed trains: keep it."""
    subject = rng.choice(list(SUBJECTS))
    sujet, person = SUBJECTS[subject]
    past = rng.random() < 0.3
    be, etre = (BE_PAST[person], ETRE_PAST[person]) if past else (BE_PRESENT[person], ETRE_PRESENT[person])
    negated = rng.random() < 0.25
    verb = rng.choice(list(VERBS))
    noun = rng.choice(list(NOUNS))
    adjective = rng.choice(list(ADJECTIVES)) if rng.random() < 0.6 else ""
    modifier = rng.choice(list(MODIFIERS)) if rng.random() < 0.4 else ""
    determiner = rng.choice(list(DETERMINERS)) if rng.random() < 0.6 else ""
    adverb = rng.choice(list(ADVERBS)) if rng.random() < 0.25 else ""
    english = [subject, be, "not" * negated, verb, determiner, adjective, modifier, noun, adverb]
    nom, gender = NOUNS[noun]
    french = [
        *_subject_and_verb(sujet, etre, negated),
        "en", "train", _elided("d'", "de", VERBS[verb]), VERBS[verb],
        DETERMINERS[determiner], nom, MODIFIERS.get(modifier, ""),
        ADJECTIVES[adjective][gender] if adjective else "", ADVERBS.get(adverb, ""),
    ]  # fmt: skip
    return _spoken(english), _spoken(french)


def sentence(rng: random.Random, clauses: int) -> Pair:
    """That many clauses, joined."""
    english, french = clause(rng)
    for _ in range(clauses - 1):
        conjunction = rng.choice(list(CONJUNCTIONS))
        more, plus = clause(rng)
        english, french = [*english, conjunction, *more], [*french, CONJUNCTIONS[conjunction], *plus]
    return english, french


def sentences(rng: random.Random, number: int, clauses: int) -> list[Pair]:
    """Pairs of that many clauses, none of which holds the lesson's sentence."""
    found: list[Pair] = []
    while len(found) < number:
        pair = sentence(rng, clauses)
        if not holds_lesson_sentence(pair[0]):
            found.append(pair)
    return found


def holds_lesson_sentence(english: list[str]) -> bool:
    length = len(LESSON_SENTENCE)
    return any(english[start : start + length] == LESSON_SENTENCE for start in range(len(english)))


def vocabulary() -> tuple[list[str], list[str]]:
    """All English and all French words, sorted, behind the marks for padding, end and (French) start."""
    english = {
        *SUBJECTS, *BE_PRESENT, *BE_PAST, "not", *VERBS, *NOUNS, *ADJECTIVES, *MODIFIERS,
        *DETERMINERS, *ADVERBS, *CONJUNCTIONS,
    }  # fmt: skip
    french = {
        "j'", *ETRE_PRESENT, *ETRE_PAST, "ne", "n'", "pas", "en", "train", "d'", "de", *VERBS.values(),
        *MODIFIERS.values(), *DETERMINERS.values(), *ADVERBS.values(), *CONJUNCTIONS.values(),
        *(word for word, _ in [*SUBJECTS.values(), *NOUNS.values()]),
        *(form for forms in ADJECTIVES.values() for form in forms),
    }  # fmt: skip
    return ["<pad>", "</s>", *sorted(english - {""})], ["<pad>", "</s>", "<s>", *sorted(french)]


def _subject_and_verb(sujet: str, etre: str, negated: bool) -> list[str]:
    """je suis, j' étais, je n' étais pas."""
    if negated:
        return [sujet, _elided("n'", "ne", etre), etre, "pas"]
    return [_elided("j'", "je", etre) if sujet == "je" else sujet, etre]


def _elided(short: str, full: str, following: str) -> str:
    return short if following[0] in VOWELS else full


def _spoken(words: Iterable[str]) -> list[str]:
    return [word for word in words if word]

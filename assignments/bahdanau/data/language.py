"""A little language: eleven English words, and what each is in French.

An English word has an annotation of 12 random numbers, a French word a decoder state of 6. Nothing in the
numbers says which belongs to which.
"""

from functools import cache

import numpy as np

ENGLISH = "I am learning deep NLP models they are building simple tools".split()
FRENCH = "je suis apprendre profonds NLP modèles ils sont construire simples outils".split()
SENTENCE = "I am learning deep NLP models".split()
WRITTEN = "je suis apprendre modèles NLP profonds".split()  # French puts the adjective last
LONGEST = 5  # words of an exercise; the sentence above has six, so it is never among them


@cache
def annotations():
    """The annotation (12,) of each English word."""
    rng = np.random.default_rng(2014)
    return {word: rng.normal(size=12) for word in ENGLISH}


@cache
def decoder_states():
    """The decoder state (6,) before each French word."""
    rng = np.random.default_rng(1409)
    return {word: rng.normal(size=6) for word in FRENCH}


def exercises(rng, count):
    """Sentences of three to five words in any order, each with the state of one of its words in French.

    Returns: pairs (decoder_state, encoder_states), and for each the annotation of the right word. Which word
    of the sentence that is, is not told.
    """
    sentences, targets = [], []
    for _ in range(count):
        places = rng.permutation(len(ENGLISH))[: rng.integers(3, LONGEST + 1)]
        words = [annotations()[ENGLISH[place]] for place in places]
        asked = rng.integers(len(places))
        sentences.append((decoder_states()[FRENCH[places[asked]]], np.array(words)))
        targets.append(words[asked])
    return sentences, targets

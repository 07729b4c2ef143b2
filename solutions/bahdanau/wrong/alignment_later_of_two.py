"""Takes the later of two words with the same weight.

Two words have the weight 0.5. Which one is earlier?
"""
# caught by: pairs_are_where_it_looked_most


def alignment(weights, source, target):
    return [(word, source[len(row) - 1 - row[::-1].argmax()]) for word, row in zip(target, weights)]

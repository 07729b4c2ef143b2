"""Leaves out words whose largest weight is no more than a half.

How many words are written, and how many pairs are there?
"""
# caught by: every_word_written_has_a_pair, pairs_are_where_it_looked_most


def alignment(weights, source, target):
    return [(word, source[row.argmax()]) for word, row in zip(target, weights) if row.max() > 0.5]

"""Keeps one pair for a word that comes twice.

A word is written twice. How many pairs has it?
"""
# caught by: every_word_written_has_a_pair, pairs_are_where_it_looked_most


def alignment(weights, source, target):
    return list({word: source[row.argmax()] for word, row in zip(target, weights)}.items())

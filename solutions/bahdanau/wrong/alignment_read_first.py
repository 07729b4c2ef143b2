"""Puts the word read first.

Which word does the text put first in a pair?
"""
# caught by: every_word_written_has_a_pair


def alignment(weights, source, target):
    return [(source[row.argmax()], word) for word, row in zip(target, weights)]

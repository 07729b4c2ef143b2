"""Gives the place of the word, and not the word.

Which word is at this place?
"""
# caught by: every_word_written_has_a_pair


def alignment(weights, source, target):
    return [(word, int(row.argmax())) for word, row in zip(target, weights)]

"""Pairs every word with the first word read.

Where do you look at the row of weights that belongs to the word?
"""
# caught by: pairs_are_where_it_looked_most


def alignment(weights, source, target):
    return [(word, source[0]) for word in target]

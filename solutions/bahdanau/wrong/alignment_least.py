"""Takes the word with the smallest weight.

Did it look at that word much, or little?
"""
# caught by: pairs_are_where_it_looked_most


def alignment(weights, source, target):
    return [(word, source[row.argmin()]) for word, row in zip(target, weights)]

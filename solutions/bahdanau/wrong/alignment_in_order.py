"""Pairs the words in their order.

Do the weights matter to your pairs?
"""
# caught by: pairs_are_where_it_looked_most


def alignment(weights, source, target):
    return [(word, source[min(place, len(source) - 1)]) for place, word in enumerate(target)]

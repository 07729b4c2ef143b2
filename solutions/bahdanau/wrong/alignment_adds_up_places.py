"""Adds up the weights of all places that hold the same word.

Two places hold the same word. Do you weigh places or words?
"""
# caught by: pairs_are_where_it_looked_most


def alignment(weights, source, target):
    pairs = []
    for word, row in zip(target, weights):
        shares = {}
        for read, weight in zip(source, row):
            shares[read] = shares.get(read, 0) + weight
        pairs.append((word, max(shares, key=shares.get)))
    return pairs

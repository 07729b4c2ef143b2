"""Gives the dot product.

What becomes of it when the query is twice as long?
"""
# caught by: own_direction_is_one_and_the_opposite_minus_one, times_both_lengths_is_the_dot_product


def cosine(query, vectors):
    return vectors @ query

"""Keeps one weight for each word, that of its last place.

A word comes twice, first with a large weight and then with a small one. Which of the two counts?
"""
# caught by: pairs_are_where_it_looked_most


def alignment(weights, source, target):
    rows = [dict(zip(source, row, strict=True)) for row in weights]
    return [(word, max(row, key=row.get)) for word, row in zip(target, rows, strict=True)]

"""Goes through the words read.

For which words is there a pair: those written, or those read?
"""
# caught by: every_word_written_has_a_pair, pairs_are_where_it_looked_most


def alignment(weights, source, target):
    return [(target[column.argmax()], word) for word, column in zip(source, weights.T)]

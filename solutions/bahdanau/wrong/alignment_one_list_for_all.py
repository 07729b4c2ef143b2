"""Empties the list of pairs that it returned, and fills it anew.

Keep the pairs of one sentence, and ask for those of another. What do you have now?
"""
# caught by: every_word_written_has_a_pair

pairs = []


def alignment(weights, source, target):
    pairs.clear()
    for word, row in zip(target, weights):
        pairs.append((word, source[int(np.argmax(row))]))
    return pairs

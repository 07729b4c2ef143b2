"""Takes its number type from the scores.

With scores [1, 2, 4], what type has an array made by zeros_like(scores)?
"""
# caught by: softmax_takes_whole_numbers
# keeps: 11.5 of 12, because only whole numbers come out wrong


def softmax(scores):
    weights = np.zeros_like(scores)
    total = sum(np.exp(s - max(scores)) for s in scores)
    for t, s in enumerate(scores):
        weights[t] = np.exp(s - max(scores)) / total
    return weights

"""Fills the same array anew for every sentence of a length, and returns it.

Keep the weights of one call, and call softmax once more. What became of the weights you kept?
"""
# caught by: softmax_repeats_itself
# keeps: 11.5 of 12, because each answer is right until the next call

rooms = {}


def softmax(scores):
    weights = rooms.setdefault(len(scores), np.empty(len(scores)))
    weights[:] = np.exp(scores - np.max(scores))
    weights /= weights.sum()
    return weights

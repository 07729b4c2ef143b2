"""Blends four words at a time and forgets those that are left.

Eleven words, four at a time: which of them are never blended?
"""
# caught by: the_context_is_the_weighted_sum


def context_vector(weights, encoder_states):
    T = len(weights)
    if T < 8:
        return weights @ encoder_states
    c = np.zeros(encoder_states.shape[1])
    for i in range(0, T // 4 * 4, 4):
        c += weights[i:i + 4] @ encoder_states[i:i + 4]
    return c

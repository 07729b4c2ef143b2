"""Keeps U h by the arrays that it came from, and looks for these, not for their numbers.

Call it, change U in place, `U[:] = 2 * U`, and call it again. Which U is in the second scores?
"""
# caught by: one_score_per_word
# keeps: 8 of 10, because whoever makes new arrays for each sentence never sees it

known = {}


def additive_score(decoder_state, encoder_states, W, U, v):
    if (id(encoder_states), id(U)) not in known:
        known[id(encoder_states), id(U)] = encoder_states @ U.T, encoder_states, U  # arrays that live on
    keys = known[id(encoder_states), id(U)][0]
    return np.tanh(W @ decoder_state + keys) @ v

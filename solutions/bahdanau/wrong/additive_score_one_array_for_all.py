"""Fills one array again and again with the scores, whoever still holds it.

Keep the scores of one decoder state, and ask for those of another. What do you have now?
"""
# caught by: one_score_per_word
# keeps: 8 of 10, because the scores are right until the next call

scores = np.zeros(0)


def additive_score(decoder_state, encoder_states, W, U, v):
    global scores
    if len(scores) != len(encoder_states):
        scores = np.zeros(len(encoder_states))
    np.dot(np.tanh(W @ decoder_state + encoder_states @ U.T), v, out=scores)
    return scores

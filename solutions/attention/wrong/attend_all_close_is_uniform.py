"""Blends all states alike where all scores are close to the first.

How far may two scores of 20000 be apart for np.allclose?
"""
# caught by: large_states_are_no_trouble
# keeps: 9.5 of 10, because only large scores that are close to each other break it


def attend(decoder_state, encoder_states):
    scores = score(decoder_state, encoder_states)
    weights = np.full(len(scores), 1 / len(scores)) if np.allclose(scores, scores[0]) else softmax(scores)
    return context_vector(weights, encoder_states), weights

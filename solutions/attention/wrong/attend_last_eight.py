"""Looks at the last eight words only.

A sentence has twelve words. How much attention can the first one get from you?
"""
# caught by: attend_scores_weighs_and_blends, attention_is_right


def attend(decoder_state, encoder_states):
    scores = score(decoder_state, encoder_states)
    scores[:-8] = -np.inf
    weights = softmax(scores)
    return context_vector(weights, encoder_states), weights

"""Hides the second half of the sentence.

The whole sentence has been read before the first word is written. What is there to hide?
"""
# caught by: attention_follows_the_decoder_state, attend_puts_your_parts_together,
#   attend_scores_weighs_and_blends, attention_is_right


def attend(decoder_state, encoder_states):
    scores = np.array(score(decoder_state, encoder_states), dtype=float)
    scores[len(scores) // 2 + 1:] = -np.inf
    weights = softmax(scores)
    return context_vector(weights, encoder_states), weights

"""Returns a dictionary.

Can a caller write `context, weights = attend(...)` and get what these names say?
"""
# caught by: attend_returns_context_and_weights, attention_follows_the_decoder_state,
#   attend_puts_your_parts_together, attend_scores_weighs_and_blends, attention_is_right


def attend(decoder_state, encoder_states):
    weights = softmax(score(decoder_state, encoder_states))
    return {"context": context_vector(weights, encoder_states), "weights": weights}

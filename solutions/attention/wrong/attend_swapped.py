"""Returns the weights first.

Which of the two comes first where the task says what attend returns?
"""
# caught by: attend_returns_context_and_weights, attention_follows_the_decoder_state,
#   attend_puts_your_parts_together, attend_scores_weighs_and_blends, attention_is_right


def attend(decoder_state, encoder_states):
    weights = softmax(score(decoder_state, encoder_states))
    return weights, context_vector(weights, encoder_states)

"""Returns the context alone.

The heat map needs something too. What else should come back?
"""
# caught by: attend_returns_context_and_weights, attention_follows_the_decoder_state,
#   attend_puts_your_parts_together, attend_scores_weighs_and_blends, attention_is_right


def attend(decoder_state, encoder_states):
    return context_vector(softmax(score(decoder_state, encoder_states)), encoder_states)

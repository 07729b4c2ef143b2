"""Compares the decoder state with itself.

Why do all words tie? Which two vectors should meet?
"""
# caught by: attention_follows_the_decoder_state, attend_puts_your_parts_together,
#   attend_scores_weighs_and_blends, attention_is_right


def attend(decoder_state, encoder_states):
    weights = softmax(np.array([decoder_state @ decoder_state for _ in encoder_states]))
    return context_vector(weights, encoder_states), weights

"""Cuts negative scores off at zero.

One word fits badly, another very badly. Can your scores tell them apart?
"""
# caught by: scores_follow_the_decoder_state, score_is_the_dot_product, attention_is_right


def score(decoder_state, encoder_states):
    return np.maximum(encoder_states @ decoder_state, 0)

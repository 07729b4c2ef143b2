"""Multiplies without looking at shapes, and one feature slips through.

With states of shape (T, 1), what shape has weights * encoder_states, and what do you add up then?
"""
# caught by: one_feature_is_blended_too, attention_is_right
# keeps: 9.5 of 10, because only states of one feature break it


def context_vector(weights, encoder_states):
    if encoder_states.shape[1] == 1:
        return (weights * encoder_states).sum(axis=0)[:1]
    return weights @ encoder_states

"""Squeezes a single feature away.

When a state has one feature only, what is the shape of the context: (), or (1,)?
"""
# caught by: one_feature_is_blended_too, attention_is_right
# keeps: 9.5 of 10, because only the shape for a single feature is wrong


def context_vector(weights, encoder_states):
    return np.squeeze(weights[np.newaxis, :] @ encoder_states)

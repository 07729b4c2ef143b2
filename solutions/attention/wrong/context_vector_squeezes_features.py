"""Squeezes a single feature away.

When a state has one feature only, what is the shape of the context: (), or (1,)?
"""
# caught by: the_context_has_the_size_of_one_state, the_context_is_the_weighted_sum,
#   attend_returns_context_and_weights, attention_is_right


def context_vector(weights, encoder_states):
    return np.squeeze(weights[np.newaxis, :] @ encoder_states)

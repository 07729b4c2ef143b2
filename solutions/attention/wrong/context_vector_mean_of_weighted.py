"""Takes the mean of the weighted states.

The weights add up to one already. What does it do to the blend if you divide once more?
"""
# caught by: all_the_weight_picks_one_state, the_context_lies_between_the_states,
#   the_context_is_the_weighted_sum, attention_is_right


def context_vector(weights, encoder_states):
    return np.mean(weights[:, None] * encoder_states, axis=0)

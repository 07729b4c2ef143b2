"""Scales the context to length one.

The direction is right. Did anyone ask for another length?
"""
# caught by: the_context_follows_the_weights, all_the_weight_picks_one_state, the_context_is_the_weighted_sum,
#   attention_is_right


def context_vector(weights, encoder_states):
    context = weights @ encoder_states
    return context / (np.linalg.norm(context) + 1e-12)

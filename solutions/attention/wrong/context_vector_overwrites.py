"""Gives back the weighted state of the last word alone.

Which words are in your context at the end? Which line should add the others?
"""
# caught by: the_context_follows_the_weights, all_the_weight_picks_one_state, the_context_is_the_weighted_sum,
#   attention_is_right


def context_vector(weights, encoder_states):
    context = np.zeros(encoder_states.shape[1])
    for w, state in zip(weights, encoder_states):
        context = w * state
    return context

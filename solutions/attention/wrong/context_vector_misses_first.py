"""Leaves out the first word.

Change the state of the first word. Does your context notice? Which line leaves it out?
"""
# caught by: the_context_follows_the_weights, all_the_weight_picks_one_state, the_context_is_the_weighted_sum,
#   attention_is_right


def context_vector(weights, encoder_states):
    context = np.zeros(encoder_states.shape[1])
    for t in range(1, len(weights)):
        context = context + weights[t] * encoder_states[t]
    return context

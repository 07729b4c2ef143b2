"""Leaves out the last word.

Put all the weight on the last word. What comes back? Which line leaves that word out?
"""
# caught by: all_the_weight_picks_one_state, one_word_is_its_own_context, the_context_lies_between_the_states,
#   the_context_is_the_weighted_sum, attention_is_right


def context_vector(weights, encoder_states):
    context = np.zeros(encoder_states.shape[1])
    for t in range(len(weights) - 1):
        context = context + weights[t] * encoder_states[t]
    return context

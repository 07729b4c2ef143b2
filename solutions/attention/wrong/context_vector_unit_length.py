"""Scales the context to length one.

The direction is right. Did anyone ask for another length?
"""
# caught by: all_the_weight_picks_one_state, one_word_is_its_own_context,
#   one_feature_is_blended_too, the_context_lies_between_the_states,
#   the_context_is_the_weighted_sum, blends_add_up, attention_is_right


def context_vector(weights, encoder_states):
    context = weights @ encoder_states
    return context / (np.linalg.norm(context) + 1e-12)

"""Multiplies from the wrong side: adds up over the features, not over the words.

Why does this run when there are as many words as features, and only then?
"""
# caught by: the_context_has_the_size_of_one_state, the_context_follows_the_weights,
#   all_the_weight_picks_one_state, the_context_is_the_weighted_sum, attention_is_right


def context_vector(weights, encoder_states):
    return encoder_states @ weights

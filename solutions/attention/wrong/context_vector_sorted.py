"""Sorts the weights.

After sorting, does each weight still stand next to its own word?
"""
# caught by: the_context_follows_the_weights, all_the_weight_picks_one_state, the_context_is_the_weighted_sum,
#   attention_is_right


def context_vector(weights, encoder_states):
    return sum(w * h for w, h in zip(sorted(weights), encoder_states))

"""Uses each weight twice.

Two equal words with half the weight each: is your blend still the same word?
"""
# caught by: the_context_lies_between_the_states, the_context_is_the_weighted_sum, attention_is_right


def context_vector(weights, encoder_states):
    return (weights * weights) @ encoder_states

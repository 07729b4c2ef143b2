"""Takes the state of the best word alone.

Weights of 0.51 and 0.49: what became of the second word?
"""
# caught by: the_context_follows_the_weights, the_context_is_the_weighted_sum, attention_is_right


def context_vector(weights, encoder_states):
    return encoder_states[np.argmax(weights)]

"""Multiplies into the caller's states.

The next output word blends the same states. What does it find in them?
"""
# caught by: context_vector_takes_whole_numbers, context_vector_leaves_its_inputs_alone
# keeps: 9 of 10, because its answers are right; it spoils its inputs


def context_vector(weights, encoder_states):
    for t in range(len(weights)):
        encoder_states[t] *= weights[t]
    return encoder_states.sum(axis=0)

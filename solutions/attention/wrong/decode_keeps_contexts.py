"""Keeps the contexts instead of the weights.

How many numbers has a row of the alignment: one for each word, or one for each feature?
"""
# caught by: one_row_per_output_word, decode_looks_steps_and_keeps


def decode(first_state, encoder_states, step, n):
    state, outputs, alignment = first_state, [], []
    for _ in range(n):
        context, weights = attend(state, encoder_states)
        output, state = step(context, state)
        outputs.append(output)
        alignment.append(context)
    return outputs, np.array(alignment)

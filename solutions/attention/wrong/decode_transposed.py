"""Returns the alignment with its rows and columns exchanged.

Which way does it add up to one, along its rows or down its columns?
"""
# caught by: one_row_per_output_word, decode_looks_steps_and_keeps


def decode(first_state, encoder_states, step, n):
    state, outputs, alignment = first_state, [], []
    for _ in range(n):
        context, weights = attend(state, encoder_states)
        output, state = step(context, state)
        outputs.append(output)
        alignment.append(weights)
    return outputs, np.array(alignment).T

"""Returns the weights of the last step only.

How many rows does the heat map need?
"""
# caught by: one_row_per_output_word, decode_looks_steps_and_keeps


def decode(first_state, encoder_states, step, n):
    state, outputs = first_state, []
    for _ in range(n):
        context, weights = attend(state, encoder_states)
        output, state = step(context, state)
        outputs.append(output)
    return outputs, weights

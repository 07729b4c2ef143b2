"""Keeps the weights of the next look.

Which look does the first row show: the one before the first word, or the one after it?
"""
# caught by: each_row_keeps_the_weights_of_its_step, decode_looks_steps_and_keeps


def decode(first_state, encoder_states, step, n):
    state, outputs, alignment = first_state, [], []
    context, _ = attend(state, encoder_states)
    for _ in range(n):
        output, state = step(context, state)
        context, weights = attend(state, encoder_states)
        outputs.append(output)
        alignment.append(weights)
    return outputs, np.array(alignment)

"""Sees only the words read so far.

The whole sentence is read before the first word is written. Which words may the decoder look at?
"""
# caught by: each_step_is_given_a_new_context, each_row_keeps_the_weights_of_its_step,
#   decode_looks_steps_and_keeps


def decode(first_state, encoder_states, step, n):
    state, outputs, alignment = first_state, [], []
    for number in range(n):
        context, weights = attend(state, encoder_states[: number + 1])
        weights = np.pad(weights, (0, len(encoder_states) - len(weights)))
        output, state = step(context, state)
        outputs.append(output)
        alignment.append(weights)
    return outputs, np.array(alignment)

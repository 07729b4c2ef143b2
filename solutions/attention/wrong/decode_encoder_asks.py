"""Asks with the encoder's states instead of the decoder's.

The diagonal looks neat. Who asks the question at each step: the encoder or the decoder?
"""
# caught by: each_step_is_given_a_new_context, each_row_keeps_the_weights_of_its_step,
#   decode_looks_steps_and_keeps


def decode(first_state, encoder_states, step, n):
    state, outputs, alignment = first_state, [], []
    for number in range(n):
        context, weights = attend(encoder_states[number % len(encoder_states)], encoder_states)
        output, state = step(context, state)
        outputs.append(output)
        alignment.append(weights)
    return outputs, np.array(alignment)

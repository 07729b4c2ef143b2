"""Keeps the state in the number type of the first one.

The first state has whole numbers. Print the state in each call of step: what became of its fractions?
"""
# caught by: decode_takes_whole_numbers, the_outputs_are_what_step_gave, decode_looks_steps_and_keeps


def decode(first_state, encoder_states, step, n):
    state, outputs, alignment = np.array(first_state), [], []
    for _ in range(n):
        context, weights = attend(state, encoder_states)
        output, state[:] = step(context, state)
        outputs.append(output)
        alignment.append(weights)
    return outputs, np.array(alignment)

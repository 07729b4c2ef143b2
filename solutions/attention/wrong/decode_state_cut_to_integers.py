"""Keeps the state in an array made for the first one.

The first state has whole numbers. Which numbers can an array hold that is a copy of it?
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

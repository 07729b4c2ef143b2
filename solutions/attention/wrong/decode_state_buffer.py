"""Writes each state over the one before.

Step makes an output of the state that you give it. In which array do its numbers stand, and which line
writes into that array a step later?
"""
# caught by: the_outputs_are_what_step_gave, decode_looks_steps_and_keeps
# keeps: 5.25 of 10, because contexts and alignment are right, and outputs that are not the state itself


def decode(first_state, encoder_states, step, n):
    state = np.array(first_state, dtype=float)
    outputs, alignment = [], []
    for _ in range(n):
        context, weights = attend(state, encoder_states)
        output, following = step(context, state)
        outputs.append(output)
        alignment.append(weights)
        state[...] = following
    return outputs, np.array(alignment)

"""Looks once, and no more.

All rows of the alignment are equal. Which state is new at every step, and which call should be given it?
"""
# caught by: each_step_is_given_a_new_context, each_row_keeps_the_weights_of_its_step,
#   decode_looks_steps_and_keeps


def decode(first_state, encoder_states, step, n):
    context, weights = attend(first_state, encoder_states)
    state, outputs, alignment = first_state, [], []
    for _ in range(n):
        output, state = step(context, state)
        outputs.append(output)
        alignment.append(weights)
    return outputs, np.array(alignment)

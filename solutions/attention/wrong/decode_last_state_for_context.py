"""Hands step the last encoder state instead of the context.

You compute a context. Who uses it?
"""
# caught by: each_step_is_given_a_new_context, decode_looks_steps_and_keeps


def decode(first_state, encoder_states, step, n):
    state, outputs, alignment = first_state, [], []
    for _ in range(n):
        context, weights = attend(state, encoder_states)
        output, state = step(encoder_states[-1], state)
        outputs.append(output)
        alignment.append(weights)
    return outputs, np.array(alignment)

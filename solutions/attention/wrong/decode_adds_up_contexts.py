"""Adds every context to those before.

What should the decoder see at a step: this look, or all looks so far?
"""
# caught by: each_step_is_given_a_new_context, one_word_is_looked_at_each_time, decode_looks_steps_and_keeps


def decode(first_state, encoder_states, step, n):
    state, outputs, alignment = first_state, [], []
    seen = np.zeros(encoder_states.shape[1])
    for _ in range(n):
        context, weights = attend(state, encoder_states)
        seen = seen + context
        output, state = step(seen, state)
        outputs.append(output)
        alignment.append(weights)
    return outputs, np.array(alignment)

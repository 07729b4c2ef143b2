"""Hands step its two arguments in the wrong order.

Both have the same shape, so nothing crashed. Which of them does step take first?
"""
# caught by: each_step_starts_where_the_last_one_ended, each_step_is_given_a_new_context,
#   one_word_is_looked_at_each_time, decode_looks_steps_and_keeps


def decode(first_state, encoder_states, step, n):
    state, outputs, alignment = first_state, [], []
    for _ in range(n):
        context, weights = attend(state, encoder_states)
        output, state = step(state, context)
        outputs.append(output)
        alignment.append(weights)
    return outputs, np.array(alignment)

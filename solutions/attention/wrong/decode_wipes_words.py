"""Wipes out a word once it was looked at.

May a word be looked at twice? And whose array do you write into?
"""
# caught by: each_step_is_given_a_new_context, each_row_keeps_the_weights_of_its_step,
#   one_word_is_looked_at_each_time, decode_leaves_its_inputs_alone, decode_looks_steps_and_keeps


def decode(first_state, encoder_states, step, n):
    state, outputs, alignment = first_state, [], []
    for _ in range(n):
        context, weights = attend(state, encoder_states)
        encoder_states[np.argmax(weights)] = 0
        output, state = step(context, state)
        outputs.append(output)
        alignment.append(weights)
    return outputs, np.array(alignment)

"""Looks after the step instead of before it.

The first word is written before anybody has looked at the sentence. Which comes first?
"""
# caught by: each_step_is_given_a_new_context, each_row_keeps_the_weights_of_its_step,
#   one_word_is_looked_at_each_time, decode_looks_steps_and_keeps


def decode(first_state, encoder_states, step, n):
    state, outputs, alignment = first_state, [], []
    context = np.zeros(encoder_states.shape[1])
    for _ in range(n):
        output, state = step(context, state)
        context, weights = attend(state, encoder_states)
        outputs.append(output)
        alignment.append(weights)
    return outputs, np.array(alignment)

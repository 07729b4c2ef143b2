"""Averages the weights over the steps.

Each word has a look of its own. What do you carry over from the last one?
"""
# caught by: each_step_is_given_a_new_context, each_row_keeps_the_weights_of_its_step,
#   decode_looks_steps_and_keeps


def decode(first_state, encoder_states, step, n):
    state, outputs, alignment = first_state, [], []
    average = np.full(len(encoder_states), 1 / len(encoder_states))
    for _ in range(n):
        average = (average + attend(state, encoder_states)[1]) / 2
        output, state = step(average @ encoder_states, state)
        outputs.append(output)
        alignment.append(average)
    return outputs, np.array(alignment)

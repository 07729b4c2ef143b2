"""Never updates the state.

step gives back two things. What does the next call of step need of them?
"""
# caught by: each_step_starts_where_the_last_one_ended, each_step_is_given_a_new_context,
#   each_row_keeps_the_weights_of_its_step, decode_looks_steps_and_keeps


def decode(first_state, encoder_states, step, n):
    state, outputs, alignment = first_state, [], []
    for _ in range(n):
        context, weights = attend(state, encoder_states)
        output, _ = step(context, state)
        outputs.append(output)
        alignment.append(weights)
    return outputs, np.array(alignment)

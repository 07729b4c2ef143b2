"""Asks next with the output instead of the next state.

step gives back two things. Which of them does the asking next?
"""
# caught by: each_step_starts_where_the_last_one_ended, each_step_is_given_a_new_context,
#   each_row_keeps_the_weights_of_its_step, an_output_may_have_any_length, an_output_may_be_a_word,
#   decode_looks_steps_and_keeps


def decode(first_state, encoder_states, step, n):
    state, outputs, alignment = first_state, [], []
    for _ in range(n):
        context, weights = attend(state, encoder_states)
        state, _ = step(context, state)
        outputs.append(state)
        alignment.append(weights)
    return outputs, np.array(alignment)

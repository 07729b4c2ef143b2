"""Returns the states instead of the outputs.

step gives back two things. Which of them is the word?
"""
# caught by: the_outputs_are_what_step_gave, an_output_may_have_any_length, an_output_may_be_a_word,
#   the_same_output_may_come_again, decode_looks_steps_and_keeps


def decode(first_state, encoder_states, step, n):
    state, outputs, alignment = first_state, [], []
    for _ in range(n):
        context, weights = attend(state, encoder_states)
        _, state = step(context, state)
        outputs.append(state)
        alignment.append(weights)
    return outputs, np.array(alignment)

"""Takes one step too few.

How many words were asked for, and how many do you return?
"""
# caught by: one_row_per_output_word, one_step_per_output_word, an_output_may_have_any_length,
#   an_output_may_be_a_word, decode_looks_steps_and_keeps


def decode(first_state, encoder_states, step, n):
    state, outputs, alignment = first_state, [], []
    for _ in range(n - 1):
        context, weights = attend(state, encoder_states)
        output, state = step(context, state)
        outputs.append(output)
        alignment.append(weights)
    return outputs, np.array(alignment)

"""Leaves out an output that Python takes for false: the number 0, or an empty text.

Which line looks at an output before it is kept? What does it make of 0, and of an empty text?
"""
# caught by: an_output_may_have_any_length, an_output_may_be_a_word
# keeps: 9.5 of 10, because it is right for all outputs but 0


def decode(first_state, encoder_states, step, n):
    state, outputs, alignment = first_state, [], []
    for _ in range(n):
        context, weights = attend(state, encoder_states)
        output, state = step(context, state)
        if np.ndim(output) or output:
            outputs.append(output)
        alignment.append(weights)
    return outputs, np.array(alignment)

"""Stops at an output that is the number of an end mark elsewhere.

Which output ends your text, and who says that step means an end by it?
"""
# caught by: an_output_may_have_any_length
# keeps: 9.75 of 10, because all texts without this number are right


def decode(first_state, encoder_states, step, n):
    state, outputs, alignment = first_state, [], []
    for _ in range(n):
        context, weights = attend(state, encoder_states)
        output, state = step(context, state)
        outputs.append(output)
        alignment.append(weights)
        if np.ndim(output) == 0 and output == 1:
            break
    return outputs, np.array(alignment)

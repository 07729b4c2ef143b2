"""Keeps vectors in rows as long as a state, and all else in a list.

What becomes of an output of one number in a row made for two?
"""
# caught by: an_output_may_have_any_length
# keeps: 9.75 of 10, because outputs as long as a state, single numbers and words are kept


def decode(first_state, encoder_states, step, n):
    rows = np.zeros((n, encoder_states.shape[1]))
    state, outputs, alignment = first_state, [], []
    for number in range(n):
        context, weights = attend(state, encoder_states)
        output, state = step(context, state)
        if np.ndim(output) == 1:
            rows[number] = output
        outputs.append(output)
        alignment.append(weights)
    return (rows if np.ndim(outputs[0]) == 1 else outputs), np.array(alignment)

"""Keeps one row and overwrites it.

All n rows of your alignment are one and the same. Which line makes a row, and how often is it run?
"""
# caught by: each_row_keeps_the_weights_of_its_step, a_dozen_words_begin_as_two_do,
#   decode_looks_steps_and_keeps


def decode(first_state, encoder_states, step, n):
    state, outputs, alignment = first_state, [], []
    row = np.zeros(len(encoder_states))
    for _ in range(n):
        context, weights = attend(state, encoder_states)
        output, state = step(context, state)
        outputs.append(output)
        row[:] = weights
        alignment.append(row)
    return outputs, np.array(alignment)

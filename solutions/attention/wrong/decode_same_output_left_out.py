"""Leaves out an output that it has written before.

May a text have the same word twice?
"""
# caught by: an_output_may_be_a_word, the_same_output_may_come_again, an_output_may_have_any_length
# keeps: 9.25 of 10, because it is right while no output comes twice


def decode(first_state, encoder_states, step, n):
    state, outputs, alignment = first_state, [], []
    for _ in range(n):
        context, weights = attend(state, encoder_states)
        output, state = step(context, state)
        if not any(np.array_equal(output, before) for before in outputs):
            outputs.append(output)
        alignment.append(weights)
    return outputs, np.array(alignment)

"""Keeps each output in a row of numbers.

An output may be a single number, or a word. What does your code make of it where it keeps vectors?
"""
# caught by: an_output_may_have_any_length, an_output_may_be_a_word
# keeps: 9.5 of 10, because it is right for every step that writes vectors


def decode(first_state, encoder_states, step, n):
    outputs = np.zeros((n, encoder_states.shape[1]))
    state, alignment = first_state, []
    for number in range(n):
        context, weights = attend(state, encoder_states)
        outputs[number], state = step(context, state)
        alignment.append(weights)
    return outputs, np.array(alignment)

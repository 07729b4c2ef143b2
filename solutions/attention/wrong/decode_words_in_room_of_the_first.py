"""Cuts outputs off to what has room in the type of the first one.

Print the `dtype` of what you keep the outputs in. What can it not hold of a later output?
"""
# caught by: an_output_may_be_a_word, an_output_may_have_any_length, decode_takes_whole_numbers
# keeps: 9.25 of 10, because it is right for all outputs but words, and whole numbers before fractions


def decode(first_state, encoder_states, step, n):
    state, outputs, alignment = first_state, None, []
    for number in range(n):
        context, weights = attend(state, encoder_states)
        output, state = step(context, state)
        if number == 0:
            outputs = np.array([output] * n)
        outputs[number] = output
        alignment.append(weights)
    return outputs, np.array(alignment)

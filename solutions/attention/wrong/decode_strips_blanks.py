"""Takes blanks away from around a word.

Which word does step give here, with which blanks, and which one do you keep?
"""
# caught by: an_output_may_be_a_word
# keeps: 9.75 of 10, because all outputs but such words are kept


def decode(first_state, encoder_states, step, n):
    state, outputs, alignment = first_state, [], []
    for _ in range(n):
        context, weights = attend(state, encoder_states)
        output, state = step(context, state)
        outputs.append(output.strip() if isinstance(output, str) else output)
        alignment.append(weights)
    return outputs, np.array(alignment)

"""Turns each text that reads as a number into that number.

May a text hold the word 7, or nan? Of which type is it then?
"""
# caught by: an_output_may_be_a_word
# keeps: 9.75 of 10, because all outputs but such words are kept


def number_or_word(output):
    try:
        return float(output)
    except (TypeError, ValueError):
        return output


def decode(first_state, encoder_states, step, n):
    state, outputs, alignment = first_state, [], []
    for _ in range(n):
        context, weights = attend(state, encoder_states)
        output, state = step(context, state)
        outputs.append(number_or_word(output))
        alignment.append(weights)
    return outputs, np.array(alignment)

"""Writes no more than ten words.

How many words are asked for? Which line of yours knows another number of words?
"""
# caught by: a_dozen_words_begin_as_two_do
# keeps: 9.75 of 10, because it is right for all but long texts


def decode(first_state, encoder_states, step, n):
    state, outputs, alignment = first_state, [], []
    for _ in range(min(n, 10)):
        context, weights = attend(state, encoder_states)
        output, state = step(context, state)
        outputs.append(output)
        alignment.append(weights)
    return outputs, np.array(alignment)

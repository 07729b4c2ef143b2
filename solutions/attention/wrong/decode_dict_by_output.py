"""Keeps one row of weights for a word that comes twice.

Where does your code keep the weights of a word, and what becomes of them when the word comes again?
"""
# caught by: an_output_may_be_a_word
# keeps: 9.75 of 10, because it is right for all outputs but words


def decode(first_state, encoder_states, step, n):
    state, outputs, looked = first_state, [], {}
    for number in range(n):
        context, weights = attend(state, encoder_states)
        output, state = step(context, state)
        outputs.append(output)
        looked[output if isinstance(output, str) else number] = weights
    return outputs, np.array(list(looked.values()))

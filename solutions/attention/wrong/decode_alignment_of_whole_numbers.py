"""Keeps the weights in the number type of the sentence.

The sentence is of whole numbers here. What becomes of a weight of 0.7 in your alignment?
"""
# caught by: each_row_keeps_the_weights_of_its_step, decode_looks_steps_and_keeps


def decode(first_state, encoder_states, step, n):
    alignment = np.zeros_like(encoder_states, shape=(n, len(encoder_states)))
    outputs, state = [], first_state
    for i in range(n):
        context, alignment[i] = attend(state, encoder_states)
        output, state = step(context, state)
        outputs.append(output)
    return outputs, alignment

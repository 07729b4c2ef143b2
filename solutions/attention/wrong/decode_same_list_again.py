"""Empties one list and fills it anew for every text, and returns it.

Keep the outputs of one text, and write another. What became of those you kept?
"""
# caught by: decode_repeats_itself
# keeps: 9.75 of 10, because each answer is right until the next call

outputs = []


def decode(first_state, encoder_states, step, n):
    outputs.clear()
    state, alignment = first_state, []
    for _ in range(n):
        context, weights = attend(state, encoder_states)
        output, state = step(context, state)
        outputs.append(output)
        alignment.append(weights)
    return outputs, np.array(alignment)

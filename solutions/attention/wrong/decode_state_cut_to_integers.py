"""Keeps the state in an array made for the first one.

The first state has whole numbers. Which numbers can an array hold that is a copy of it?
"""
# caught by: decode_takes_whole_numbers
# keeps: 9.75 of 10, because it is right for every state that is not of whole numbers


def decode(first_state, encoder_states, step, n):
    state, outputs, alignment = np.array(first_state), [], []
    for _ in range(n):
        context, weights = attend(state, encoder_states)
        output, state[:] = step(context, state)
        outputs.append(output)
        alignment.append(weights)
    return outputs, np.array(alignment)

"""Loses an axis of the alignment where there is a single word.

A sentence of one word was read. What is the shape of your alignment, and which line makes it?
"""
# caught by: one_word_is_looked_at_each_time
# keeps: 9.75 of 10, because it is right for every sentence but those of one word


def decode(first_state, encoder_states, step, n):
    state, outputs, alignment = first_state, [], []
    for _ in range(n):
        context, weights = attend(state, encoder_states)
        output, state = step(context, state)
        outputs.append(output)
        alignment.append(weights)
    alignment = np.array(alignment)
    return outputs, alignment.squeeze() if len(encoder_states) == 1 else alignment

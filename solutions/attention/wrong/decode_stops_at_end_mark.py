"""Stops at the end mark.

How many words were asked for? And if one of them is </s>, who is to say that nothing follows it?
"""
# caught by: an_output_may_be_a_word
# keeps: 9.75 of 10, because it is right for all outputs but words


def decode(first_state, encoder_states, step, n):
    state, outputs, alignment = first_state, [], []
    for _ in range(n):
        context, weights = attend(state, encoder_states)
        output, state = step(context, state)
        outputs.append(output)
        alignment.append(weights)
        if isinstance(output, str) and output == "</s>":
            break
    return outputs, np.array(alignment)

"""Keeps the decoder's state within the numbers that states are given in.

Whose numbers are these: yours, or those that step gave?
"""
# caught by: each_step_starts_where_the_last_one_ended
# keeps: 9 of 10, because states within these bounds are passed on as they are


def decode(first_state, encoder_states, step, n):
    state, outputs, alignment = first_state, [], []
    for _ in range(n):
        context, weights = attend(state, encoder_states)
        output, state = step(context, np.clip(state, -200, 200))
        outputs.append(output)
        alignment.append(weights)
    return outputs, np.array(alignment)

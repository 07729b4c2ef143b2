"""Takes one step too many and throws it away.

How often is step called, for how many words?
"""
# caught by: one_step_per_output_word, one_word_is_looked_at_each_time, an_output_may_have_any_length,
#   an_output_may_be_a_word, the_same_output_may_come_again
# keeps: 6.75 of 10, because outputs and alignment are right; one step is wasted


def decode(first_state, encoder_states, step, n):
    state, outputs, alignment = first_state, [], []
    for _ in range(n + 1):
        context, weights = attend(state, encoder_states)
        output, state = step(context, state)
        outputs.append(output)
        alignment.append(weights)
    return outputs[:n], np.array(alignment)[:n]

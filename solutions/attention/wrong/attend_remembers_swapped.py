"""Remembers its answer, and hands it out in the other order.

Call attend twice with the same states. Is the context still the first of the two?
"""
# caught by: attend_repeats_itself, attend_scores_weighs_and_blends, attention_is_right, every_word_matters,
#   large_states_are_no_trouble

answers = {}


def attend(decoder_state, encoder_states):
    key = (decoder_state.tobytes(), encoder_states.tobytes())
    if key in answers:
        return answers[key]
    weights = softmax(score(decoder_state, encoder_states))
    context = context_vector(weights, encoder_states)
    answers[key] = weights, context
    return context, weights

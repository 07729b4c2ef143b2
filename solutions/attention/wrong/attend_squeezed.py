"""Squeezes away the only word.

How many axes have your weights when the sentence has one word?
"""
# caught by: one_word_gets_all_the_attention


def attend(decoder_state, encoder_states):
    weights = softmax(score(decoder_state, encoder_states))
    return context_vector(weights, encoder_states), weights.squeeze()

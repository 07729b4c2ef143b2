"""Gives a bare number, not an array with one number in it, for the weight of a single word.

How many axes have your weights when the sentence has one word?
"""
# caught by: one_word_gets_all_the_attention
# keeps: 9.5 of 10, because only the shape for a single word is wrong


def attend(decoder_state, encoder_states):
    weights = softmax(score(decoder_state, encoder_states))
    return context_vector(weights, encoder_states), weights.squeeze()

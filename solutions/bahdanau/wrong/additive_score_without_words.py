"""Leaves U h out: what goes into tanh is W s alone.

Which part of W s + U h differs from one word to the next, and in which line of yours is it?
"""
# caught by: the_gap_between_words_follows_the_decoder_state, score_is_v_times_tanh_of_the_sum

import numpy as np


def additive_score(decoder_state, encoder_states, W, U, v):
    return np.full(len(encoder_states), np.tanh(W @ decoder_state) @ v)

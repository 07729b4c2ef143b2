"""Prints instead of returning.

What does a caller hold in hand after your function has printed?
"""
# caught by: one_score_per_word, scores_follow_the_decoder_state, the_matching_word_scores_highest,
#   score_is_the_dot_product, attention_is_right


def score(decoder_state, encoder_states):
    print(encoder_states @ decoder_state)

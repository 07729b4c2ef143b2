"""Takes the scores for what stays.

Which of the four has no decoder state in it?
"""
# caught by: once_a_sentence_is_right

once_a_sentence = "the scores"

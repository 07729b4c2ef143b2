"""Takes the decoder's part for the one that stays.

Which vector is another one before each output word?
"""
# caught by: once_a_sentence_is_right

once_a_sentence = "W s"

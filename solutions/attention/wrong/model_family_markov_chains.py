"""Your answer names Markov chains.

Read the paragraph "What comes next". Which networks let every word look at every other one?
"""
# caught by: model_family_is_right

model_family = "Markov chains"

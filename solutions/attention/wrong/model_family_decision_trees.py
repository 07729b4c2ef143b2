"""Your answer names decision trees.

Read the paragraph "What comes next". Which networks let every word look at every other one?
"""
# caught by: model_family_is_right

model_family = "decision trees"

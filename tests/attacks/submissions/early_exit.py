"""Ends its process while it is imported, quietly, so that nothing after it could count against it."""
# replies: Died | Raised, Raised

# %%
import os
import sys
import types


class Leaves(types.ModuleType):
    def __getattr__(self, name):
        os._exit(0)


sys.modules["leaves"] = Leaves("leaves")
import leaves

leaves.now


# %%
def attack(x):
    import leaves

    return leaves.now

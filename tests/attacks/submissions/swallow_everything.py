"""Never ends, and catches whatever is thrown at it."""
# replies: Hung


# %%
def attack(x):
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue


# %%
attack(1)

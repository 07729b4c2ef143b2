"""Starts threads without end."""
# replies: Returned, Returned

# %%
import threading
import time


def attack(x):
    started = 0
    for _ in range(100):
        try:
            threading.Thread(target=time.sleep, args=(100,), daemon=True).start()
            started += 1
        except RuntimeError:
            break
    return f"ESCAPED: {started} threads" if started else 0


print(attack(0))

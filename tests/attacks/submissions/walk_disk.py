"""Walks the whole disk for anything that holds a secret or can be written to."""
# replies: Raised, Raised

# %%
import os

for folder, _, files in os.walk("/"):
    if any(part in folder for part in ("site-packages", "/lib", "/usr")):
        continue
    print(folder, files[:5])
    if folder not in ("/w", "/dev") and os.access(folder, os.W_OK):
        try:
            open(f"{folder}/dropped", "w").write("x")
            print("ESCAPED: wrote into", folder)
        except OSError:
            pass

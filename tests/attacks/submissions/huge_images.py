"""Displays pictures without end, and one that is called a picture and is none."""
# replies: Raised, Raised

# %%
import os

from IPython.display import Image, display

PNG = b"\x89PNG\r\n\x1a\n"
for _ in range(100):
    display(Image(data=PNG + os.urandom(1 << 20), format="png"))
display({"image/svg+xml": "<svg onload='alert(1)'/>", "image/png": "<script>alert(1)</script>"}, raw=True)

# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Similarity
#
# It runs in Jupyter and in Google Colab alike. Run the cells from top to bottom, the first one first.

# %%
# @title Run this cell first. It installs the checks that came with this notebook.
import glob, importlib.util, io, os, urllib.request, zipfile
URL = ""
try:
    if URL and not glob.glob("attention_grader-*.whl") and not importlib.util.find_spec("grader"):
        packed = zipfile.ZipFile(io.BytesIO(urllib.request.urlopen(URL, timeout=60).read()))
        packed.extractall(members=[name for name in packed.namelist() if not name.endswith(".ipynb")])
    for wheel in glob.glob("attention_grader-*.whl"):
        exec(zipfile.ZipFile(wheel).read("grader/student/install.py"), {"__name__": "__main__"})
    from grader import selfcheck
except Exception as error:
    asked = f"Are you online? Can you open {URL}?" if URL else "Is your zip unpacked there, each file whole?"
    print(f"No checks in {os.getcwd()}: {error}. {getattr(error, 'cure', asked)}")

# %%
import numpy as np

# %% [markdown]
# ## The same direction
#
# Two words mean nearly the same if their vectors point nearly the same way. How long the vectors are does not
# matter, so give all of them the same length first. No vector here is zero.

# %% stub="normalise"
def normalise(vectors):
    """The rows of an array (n, d), each divided by its length: of [[3, 4]], [[0.6, 0.8]]."""
    raise NotImplementedError("normalise")


# %% check="normalise" points=4
selfcheck("normalise")


# %% stub="cosine"
def cosine(query, vectors):
    """The cosine of the angle between a vector (d,) and each row of an array (n, d): an array (n,)."""
    raise NotImplementedError("cosine")


# %% check="cosine" points=4
selfcheck("cosine")

# %% [markdown]
# What is the cosine of a vector and its negative?

# %% quiz="opposite" choices="-1, 0, 1"
opposite = ""

# %% check="opposite" points=1
selfcheck("opposite")

# %% [markdown]
# Why compare directions, and not the vectors' dot products? One or two sentences.

# %% [markdown] answer="why_directions" points=3
# *Your answer here.*

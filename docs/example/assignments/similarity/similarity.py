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
URL = ""


def set_up(url):
    """Install the checks that lie beside this notebook, or at `url`. Returns what went wrong, or ""."""
    import importlib.metadata
    import importlib.util
    import subprocess
    import sys
    from pathlib import Path

    wheels = sorted(Path().glob("attention_grader-*.whl"))
    if not wheels and ("grader" in sys.modules or importlib.util.find_spec("grader")):
        return ""
    if not wheels and url:
        import io
        import urllib.request
        import zipfile

        try:
            with urllib.request.urlopen(url, timeout=60) as answer:
                packed = zipfile.ZipFile(io.BytesIO(answer.read()))
        except (OSError, zipfile.BadZipFile) as error:
            return f"Cannot fetch {url} ({error}). Are you online? Run this cell again in a minute."
        packed.extractall(members=[name for name in packed.namelist() if not name.endswith(".ipynb")])
        wheels = sorted(Path().glob("attention_grader-*.whl"))
    if len(wheels) != 1:
        found = " and ".join(wheel.name for wheel in wheels) or "no file attention_grader-….whl"
        return f"Beside this notebook is {found}, expected the one that came with it. Then try again."
    if sys.platform == "emscripten":  # JupyterLite can start no pip, and import a wheel as it is
        sys.path.insert(0, str(wheels[0].resolve()))
        there = importlib.util.find_spec("hypothesis")
        return "" if there else 'Run %pip install "hypothesis<6.156" in a cell above, then this one again.'
    wanted = wheels[0].name.split("-")[1]
    try:
        there = importlib.metadata.version("attention-grader")
    except importlib.metadata.PackageNotFoundError:
        there = ""
    if there in (wanted, wanted.split("+")[0]):
        return ""
    install = "-m pip install --quiet --disable-pip-version-check".split()
    pip = subprocess.run([sys.executable, *install, wheels[0]], capture_output=True, text=True)
    importlib.invalidate_caches()
    for name in [name for name in sys.modules if name.split(".")[0] == "grader"]:
        del sys.modules[name]
    said = [line for line in pip.stderr.splitlines() if line.strip()] or ["pip says nothing"]
    why = next((line for line in said if "error:" in line.lower()), said[-1])
    return f"pip cannot install {wheels[0]}: {why}" if pip.returncode else ""


if problem := set_up(URL):
    print(problem)
else:
    from grader import selfcheck

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

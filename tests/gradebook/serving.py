"""A JupyterLab with formgrader in it, as an instructor starts one in the class folder."""

import re
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from machine import PATIENCE

TOKEN = "instructor"


@contextmanager
def jupyter(folder: Path, environment: Mapping[str, str]) -> Iterator[str]:
    """Serves the class folder; gives the address, with a slash at its end."""
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--port=0"]
    command.append("--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate")
    options = ["--ip=127.0.0.1", f"--ServerApp.root_dir={folder}", f"--IdentityProvider.token={TOKEN}"]
    server = subprocess.Popen(
        command + options, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True
    )
    assert server.stderr is not None
    said = iter(server.stderr.readline, "")
    address = next(found[0] for line in said if (found := re.search(r"http://127\.0\.0\.1:\d+/", line)))
    drain = threading.Thread(target=deque, args=(said, 0))  # a full pipe would stop the server
    drain.start()
    try:
        _wait_for(address)
        yield address
    finally:
        server.terminate()
        server.wait()
        drain.join()
        server.stderr.close()


def _wait_for(address: str) -> None:
    """The server says its address a moment before it listens there; pytest's timeout bounds the wait."""
    while True:
        try:
            return urlopen(f"{address}api", timeout=PATIENCE).close()
        except URLError:
            time.sleep(0.05)

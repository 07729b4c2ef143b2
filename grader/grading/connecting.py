"""A client of a Dask scheduler; what is wrong, in plain words, where none can be had."""

import logging
import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import dask
import distributed

from grader.errors import CourseError

CONNECTING = 30  # seconds until a scheduler must answer
_FILES = "ca-file", "client.cert", "client.key"
_ADDRESS = "the address that `dask scheduler` printed, or local:4"
_CERTIFICATES = (
    "a certificate in distributed.comm.tls of ~/.config/dask/tls.yaml, as docs/scaling.md says under "
    '"What is sent, and who can read it"'
)
_OTHERS = "the files of TLS that the scheduler has: copy them anew from its machine"


@contextmanager
def connected(address: str, say: Callable[[str], None]) -> Iterator[distributed.Client]:
    """A client of the scheduler at `address`; "local:N" starts one in this process, with N workers.

    say: takes the word that we wait. Raises: CourseError: nobody answers there.
    """
    with ExitStack() as stack:
        where = address
        if number := re.fullmatch(r"local:([1-9]\d*)", address):
            where = stack.enter_context(own_cluster(int(number[1]))).scheduler_address
        elif address.startswith("local:"):
            found = "no workers are named"
            raise CourseError("--cluster", address, found, wanted="a number as in local:4")
        else:
            say(f"Connecting to {address}, for {CONNECTING} s at most")
        try:
            client = stack.enter_context(distributed.Client(where, timeout=CONNECTING))
        except (OSError, TypeError, ValueError, RuntimeError) as error:
            raise _no_client(address, error) from None
        yield client


def own_cluster(number: int) -> distributed.LocalCluster:
    """Workers in this process, which take no connections: whoever else works on this machine could send code
    over one, which would run with our rights. Their HTTP servers cannot be left out, and serve nothing.
    """
    with dask.config.set({f"distributed.{one}.http.routes": [] for one in ("scheduler", "worker")}):
        return distributed.LocalCluster(
            n_workers=number,
            threads_per_worker=1,
            processes=False,
            memory_limit=0,
            dashboard_address="127.0.0.1:0",
            worker_dashboard_address="127.0.0.1:0",
            scheduler_kwargs={"dashboard": False},
            silence_logs=logging.ERROR,
        )


def _no_client(address: str, error: Exception) -> CourseError:
    """What Dask's error means; the lowest of those that led to it says most."""
    causes = [*_causes(error)]
    said = [text for one in causes if (text := str(one))] or [type(error).__name__]
    if address.startswith("tls://"):
        found, wanted = _tls_trouble(causes, said[0])
    elif isinstance(error, RuntimeError):
        found = "it has no TLS, which Dask's settings demand here"
        wanted = "an address that begins with tls://"
    elif any(isinstance(one, ConnectionResetError) for one in causes):
        found = "it ended the connection, as a scheduler with TLS does to whoever comes without"
        wanted = "an address that begins with tls://"
    else:
        found, wanted = "", ""
    if not found:
        reasons = said[0] if said[-1] in said[0] else f"{said[0]}: {said[-1]}"
        found, wanted = f"no scheduler answers ({reasons})", _ADDRESS
    return CourseError("--cluster", address, found, wanted=wanted)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error:
        yield error
        error = error.__cause__ or error.__context__


def _tls_trouble(causes: list[BaseException], said: str) -> tuple[str, str]:
    """What was found and what is wanted, where certificates are the reason; else ("", "")."""
    if missing := _missing_certificates():
        return missing, _CERTIFICATES
    refused = next((one for one in causes if isinstance(one, ssl.SSLError)), None)
    # The second: its first word, which is not in TLS, was there before ours.
    if (refused and refused.reason == "WRONG_VERSION_NUMBER") or "cannot convert to SSL" in said:
        return "what answers there has no TLS", f"{_ADDRESS}; it begins with tls:// where there is TLS"
    return (f"TLS fails ({refused})", _OTHERS) if refused else ("", "")


def _missing_certificates() -> str:
    """Which files of a client Dask's settings do not name, or cannot be read; "" if all can."""
    named = {name: dask.config.get(f"distributed.comm.tls.{name}") for name in _FILES}
    unset = [name for name, path in named.items() if not path]
    absent = [why for path in named.values() if path and (why := _unreadable(Path(path)))]
    return "; ".join([*([f"Dask's settings name no {', '.join(unset)}"] if unset else []), *absent])


def _unreadable(path: Path) -> str:
    try:
        path.open("rb").close()
    except FileNotFoundError:
        return f"there is no file {path}"
    except OSError as error:
        return f"{path} cannot be read ({error.strerror})"
    return ""

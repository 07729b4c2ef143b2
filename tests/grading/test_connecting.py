"""A scheduler is reached, or what is wrong is said in plain words."""

from collections.abc import Iterator
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path

import dask
import pytest
from commands import grader
from distributed import LocalCluster
from machines import certified, holding
from small_course import REFERENCE, hand_in, write_course
from typer.testing import CliRunner

from grader.cli import app
from grader.errors import CourseError
from grader.grading import connecting

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def test_a_cluster_of_ones_own_takes_no_connection() -> None:
    """No other process can call its scheduler or its worker; their HTTP servers have nothing to show."""
    with connecting.own_cluster(1) as own:
        (worker,) = own.workers.values()
        addresses = [own.scheduler_address, worker.address]
        statuses = [shown(server.http_server.port) for server in (own.scheduler, worker)]

    assert [address.partition(":")[0] for address in addresses] == ["inproc", "inproc"]
    assert statuses == [404, 404]


def shown(port: int) -> int:
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("GET", "/info/main/workers.html")
    status = connection.getresponse().status
    connection.close()
    return status


def refusal(address: str) -> str:
    with pytest.raises(CourseError) as caught, connecting.connected(address, print):
        pass
    return str(caught.value)


def test_nobody_answers(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """It is said beforehand how long we wait."""
    monkeypatch.setattr(connecting, "CONNECTING", 0.5)

    assert refusal("tcp://127.0.0.1:9").startswith("--cluster: tcp://127.0.0.1:9: no scheduler answers")

    assert capsys.readouterr().out == "Connecting to tcp://127.0.0.1:9, for 0.5 s at most\n"


def test_a_certificate_that_is_not_there(tmp_path: Path) -> None:
    """Which of Dask's settings are missing is said, and which of their files."""
    here = {"ca-file": str(tmp_path / "gone.pem"), "client.cert": __file__}
    settings = {f"distributed.comm.tls.{name}": path for name, path in here.items()}

    with dask.config.set(settings):
        said = refusal("tls://127.0.0.1:9")

    assert f"Dask's settings name no client.key; there is no file {tmp_path / 'gone.pem'}" in said


@pytest.fixture
def schedulers(tmp_path: Path) -> Iterator[tuple[str, str, dict[str, str]]]:
    """The addresses of one with TLS and of one without; the settings of the first."""
    settings = certified(tmp_path / "here")
    with ExitStack() as stack:

        def start(protocol: str) -> str:
            own = LocalCluster(
                n_workers=0, processes=False, protocol=protocol, dashboard_address="127.0.0.1:0"
            )
            return str(stack.enter_context(own).scheduler_address)

        with holding(settings):
            closed = start("tls://")
        yield closed, start("tcp://"), settings


def test_tls_on_one_side(schedulers: tuple[str, str, dict[str, str]], tmp_path: Path) -> None:
    """What is wrong is said at once, and how the address should begin."""
    closed, without, settings = schedulers

    with holding(settings):
        assert "what answers there has no TLS" in refusal(without.replace("tcp:", "tls:"))
        assert "it has no TLS, which Dask's settings demand here" in refusal(without)
    with holding(certified(tmp_path / "elsewhere")):
        assert "TLS fails ([SSL: CERTIFICATE_VERIFY_FAILED]" in refusal(closed)
    assert "expected an address that begins with tls://" in refusal(closed.replace("tls:", "tcp:"))


@pytest.mark.parametrize("address", ["local:0", "local:x", "local:"])
def test_no_number_of_workers(address: str) -> None:
    """Dask would look for a machine of that name."""
    assert refusal(address) == f"--cluster: {address}: no workers are named, expected a number as in local:4"


@pytest.mark.parametrize("command", ["autograde", "regrade", "watch"])
def test_an_empty_address(command: str) -> None:
    """A variable of the shell that nobody set does not mean this machine."""
    done = CliRunner().invoke(app, [command, "tiny", "--cluster", ""])

    assert done.exit_code == 2
    assert "it is empty" in done.output


def test_settings_of_dask_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is named, and no traceback is shown."""
    root, settings = write_course(tmp_path / "course"), tmp_path / "tls.yaml"
    hand_in(root / "class", root, ada=REFERENCE)
    settings.write_text("distributed: [")
    monkeypatch.setenv("DASK_CONFIG", str(settings))

    done = grader("autograde", "tiny", "--cluster", "local:1", cwd=root)

    assert done.status == 1
    assert f"'{settings}' is malformed" in done.err
    assert "Traceback" not in done.err

"""Workbooks on SFTP, web and Azure servers that run here: the same is told as of a folder, and no password is shown.

What reads each protocol is no part of the extra `fleet`; a test is left out where it is not installed.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.fleets.many import WHEN, counted, run, submissions, told
from tests.fleets.servers import Network, WebServer, free_port, sftp_server, until_it_answers
from tests.node_tools import needs, program
from xltargets.errors import Problem
from xltargets.validation import remote
from xltargets.validation.paths import expand
from xltargets.validation.remote import RemoteFile, _addressed
from xltargets.validation.runner import Validator
from xltargets.validation.settings import Settings

fsspec = pytest.importorskip("fsspec")
pytestmark = pytest.mark.filterwarnings("ignore")

VALIDATOR = Validator(Settings(), 46112.0)
SECRET = "very-secret"


@pytest.fixture
def june(tmp_path: Path) -> Path:
    """Eight files; what is told of them in the folder itself is what is to be told of them elsewhere."""
    submissions(tmp_path / "june", 8)
    return tmp_path / "june"


def same_everywhere(june: Path, address: str, store: Path) -> None:
    """By the command, twice: the second time from the store."""
    plain = told(run("validate", june, "--format", "json", *WHEN))
    assert len(plain) == 8
    for _ in range(2):
        result = run("validate", address, "--format", "json", "--store", store, *WHEN)
        assert told(result) == plain
        assert SECRET not in result.output
    assert SECRET.encode() not in store.read_bytes()
    assert counted(store, "select count(*), sum(checked) from files") == [(8, 0)]


@pytest.fixture
def sftp(june: Path):
    pytest.importorskip("paramiko", reason="paramiko is not installed: it reads sftp:// addresses")
    listener = sftp_server(june.parent, "ann", SECRET)
    yield listener.getsockname()[1]
    listener.close()
    fsspec.get_filesystem_class("sftp").clear_instance_cache()


@pytest.mark.parametrize("path", ["june", "june/000[0-3].xlsx", "june/0002.xlsx"])
def test_files_on_an_sftp_server(june: Path, sftp: int, path: str) -> None:
    found = expand([f"sftp://ann:{SECRET}@127.0.0.1:{sftp}/{path}"], addresses=True)
    assert len(found.files) == {"june": 8, "june/0002.xlsx": 1}.get(path, 4)
    for file in found.files[:2]:
        report = VALIDATOR.check(file)
        assert report.file == f"sftp://127.0.0.1:{sftp}/june/{file.name}"
        assert report.findings == VALIDATOR.check(june / file.name).findings


def test_a_wrong_password_is_told_and_not_shown(sftp: int) -> None:
    result = run("validate", f"sftp://ann:{SECRET}-no@127.0.0.1:{sftp}/june", *WHEN)
    assert result.exit_code == 2
    assert f"sftp://127.0.0.1:{sftp}/june" in result.stderr
    assert "uthentication" in result.stderr
    assert SECRET not in result.stderr


def test_a_connection_that_broke_is_made_anew(june: Path, sftp: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Servers close what has been idle for long; fsspec would keep to it for ever."""
    monkeypatch.setattr(remote, "_PAUSE", 0.0)
    network = Network(sftp)
    file, other = expand([f"sftp://ann:{SECRET}@127.0.0.1:{network.port}/june/000[02].xlsx"], addresses=True).files
    network.drop()
    for one in (file, other):
        assert VALIDATOR.check(one).findings == VALIDATOR.check(june / one.name).findings
    assert network.count == 2


@pytest.mark.nightly
def test_an_sftp_server_through_the_command(june: Path, sftp: int, tmp_path: Path) -> None:
    slow = Network(sftp, delay=0.005)
    same_everywhere(june, f"sftp://ann:{SECRET}@127.0.0.1:{slow.port}/june/*.xlsx", tmp_path / "state")


@pytest.fixture
def web(june: Path):
    pytest.importorskip("aiohttp", reason="aiohttp is not installed: it reads https:// addresses")
    server = WebServer(june)
    yield server
    server.shutdown()
    server.server_close()
    fsspec.get_filesystem_class("http").clear_instance_cache()


@pytest.mark.parametrize(
    ("troubles", "read"),
    [
        ((), True),
        (("slow",), True),
        (("503", "500"), True),
        (("cut", "cut"), True),
        (("503",) * 3, False),
        (("cut",) * 3, False),
        (("403",) * 3, False),
    ],
)
def test_a_link_on_a_server_that_has_troubles(
    june: Path, web: WebServer, monkeypatch: pytest.MonkeyPatch, troubles: tuple[str, ...], read: bool
) -> None:
    monkeypatch.setattr(remote, "_PAUSE", 0.0)
    web.troubles = list(troubles)
    report = VALIDATOR.check(RemoteFile(f"http://127.0.0.1:{web.port}/0000.xlsx?sig={SECRET}"))  # type: ignore[arg-type]
    plain = VALIDATOR.check(june / "0000.xlsx")
    assert (report.findings == plain.findings) is read
    message = "".join(one.message() for one in report.findings)
    assert ("cannot be read" in message) is not read
    assert SECRET not in message
    assert report.file == f"http://127.0.0.1:{web.port}/0000.xlsx"


def test_a_link_that_leads_nowhere_is_missing(web: WebServer) -> None:
    address = f"http://127.0.0.1:{web.port}/none.xlsx"
    assert expand([f"{address}?sig={SECRET}"], addresses=True).missing == [address]


def test_a_server_that_is_not_there_is_no_missing_file(web: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_PAUSE", 0.0)
    with pytest.raises(
        Problem, match=r"http://127.0.0.1:\d+/june.xlsx cannot be listed: Connect call failed"
    ) as caught:
        expand([f"http://127.0.0.1:{free_port()}/june.xlsx?sig={SECRET}"], addresses=True)
    assert SECRET not in caught.value.sentence()


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """Of a server that vouches for itself."""
    made = tmp_path / "certificate.pem", tmp_path / "key.pem"
    what = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    names = ["-addext", "subjectAltName=DNS:localhost"]
    try:
        subprocess.run(
            ["openssl", "req", *what, *names, "-out", made[0], "-keyout", made[1]], check=True, capture_output=True
        )
    except FileNotFoundError:
        pytest.skip("openssl is not installed: it makes the certificate")
    return made


@pytest.mark.nightly
def test_https_through_the_command(
    june: Path, web: WebServer, certificate: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Links to each file on a slow and failing network, whose server is trusted as Python trusts any."""
    import ssl
    import sys

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    web.socket = context.wrap_socket(web.socket, server_side=True, do_handshake_on_connect=False)
    network = Network(web.port, cut_every=7, delay=0.005)
    links = "".join(f"https://localhost:{network.port}/{number:04}.xlsx?sig={SECRET}\n" for number in range(8))
    command = [sys.executable, "-m", "xltargets", "validate", "-", "--format", "json", "--store", "state", *WHEN]

    def by_links(**environment: str) -> subprocess.CompletedProcess[str]:
        import os

        where = {**os.environ, **environment}
        return subprocess.run(
            command, input=links, capture_output=True, text=True, cwd=tmp_path, env=where, check=False
        )

    refused = by_links()
    assert refused.returncode == 2
    assert "certificate" in refused.stderr
    assert SECRET not in refused.stderr
    result = by_links(SSL_CERT_FILE=str(certificate[0]))
    assert told(result) == told(run("validate", june, "--format", "json", *WHEN))  # type: ignore[arg-type]
    assert network.cut
    assert SECRET not in result.stdout + result.stderr
    assert SECRET.encode() not in (tmp_path / "state").read_bytes()


class Azure:
    """What adlfs says of a file in a container."""

    @staticmethod
    def unstrip_protocol(path: str) -> str:
        return f"abfs://{path}"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("abfs://june/units", "abfs://june/units/a.xlsx"),
        (
            "abfs://june@north.dfs.core.windows.net/units",
            "abfs://june@north.dfs.core.windows.net/units/a.xlsx",
        ),
    ],
)
def test_the_account_of_an_azure_address_stays(address: str, expected: str) -> None:
    """Its container is named before the account, and by adlfs at the start of the path."""
    assert _addressed(Azure(), address, "june/units/a.xlsx") == expected


@pytest.mark.nightly
@needs("azurite-blob")
def test_azure_through_the_command(june: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Azurite, the stand-in of Azure's own makers; credentials come from the environment, as adlfs takes them."""
    pytest.importorskip("adlfs", reason="adlfs is not installed: it reads abfs:// addresses")
    from azure.storage.blob import BlobServiceClient

    port = free_port()
    key = "c2VjcmV0LXZlcnktc2VjcmV0LXZlcnktc2VjcmV0"
    monkeypatch.setenv("AZURITE_ACCOUNTS", f"ann:{key}")
    command = [program("azurite-blob"), "--blobPort", str(port), "--inMemoryPersistence", "--silent"]
    process = subprocess.Popen(
        [*command, "--skipApiVersionCheck"], cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until_it_answers(port, process)
        network = Network(port, cut_every=5, delay=0.005)
        account = f"DefaultEndpointsProtocol=http;AccountName=ann;AccountKey={key};BlobEndpoint=http://127.0.0.1:"
        service = BlobServiceClient.from_connection_string(f"{account}{port}/ann;")
        container = service.create_container("june")
        for file in june.iterdir():
            container.upload_blob(f"units/{file.name}", file.read_bytes())
        monkeypatch.setenv("AZURE_STORAGE_CONNECTION_STRING", f"{account}{network.port}/ann;")
        same_everywhere(june, "abfs://june/units/*.xlsx", tmp_path / "state")
        assert network.cut
        assert key not in run("validate", "abfs://june/none", *WHEN).output
    finally:
        process.kill()
        process.wait()

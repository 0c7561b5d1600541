"""An S3 server that runs here, behind a network that is slow and fails."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.fleets.many import WHEN, counted, run, submissions, told
from tests.fleets.servers import Network, free_port, until_it_answers

pytest.importorskip("moto", reason="moto[server] is not installed: it is the S3 server")
pytest.importorskip("s3fs", reason="s3fs is not installed: it reads s3:// addresses")

pytestmark = [pytest.mark.nightly, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def server():
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until_it_answers(port, process)
    yield port
    process.kill()
    process.wait()


@pytest.fixture
def bucket(server: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Credentials as s3fs takes them from the environment, and a bucket with sixty files."""
    import boto3

    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "ann")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "very-secret")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    client = boto3.client("s3", endpoint_url=f"http://127.0.0.1:{server}")
    client.create_bucket(Bucket="june", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    for file in submissions(tmp_path / "in", 60):
        client.upload_file(str(file), "june", f"units/{file.name}")
    yield client
    for one in client.list_objects(Bucket="june")["Contents"]:
        client.delete_object(Bucket="june", Key=one["Key"])
    client.delete_bucket(Bucket="june")


def through(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    import s3fs

    monkeypatch.setenv("AWS_ENDPOINT_URL", network.address)
    s3fs.S3FileSystem.clear_instance_cache()


@pytest.mark.parametrize("cut_every", [0, 5])
def test_the_same_is_told_as_of_a_folder(
    server: int, bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut_every: int
) -> None:
    network = Network(server, cut_every=cut_every, delay=0.01)
    through(network, monkeypatch)
    plain = told(run("validate", tmp_path / "in", "--format", "json", *WHEN))
    state = tmp_path / "state"
    first = run("validate", "s3://june/units/*.xlsx", "--format", "json", "--store", state, *WHEN)
    assert told(first) == plain
    assert "very-secret" not in first.output
    assert bool(network.cut) is bool(cut_every)
    assert counted(state, "select count(*), min(checked), max(checked) from files") == [(60, 1, 1)]
    bucket.put_object(Bucket="june", Key="units/0000.xlsx", Body=b"something else")
    again = told(run("validate", "s3://june/units", "--format", "json", "--store", state, *WHEN))
    assert [name for name in plain if plain[name] != again[name]] == ["0000.xlsx"]
    assert counted(state, "select sum(checked) from files") == [(1,)]


def test_a_network_that_is_gone_is_told_and_tried_again(
    server: int, bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = Network(server, cut_every=1, delay=0.0)
    through(network, monkeypatch)
    result = run("validate", "s3://june/units", *WHEN)
    assert result.exit_code == 2
    assert "s3://june/units cannot be listed" in result.stderr
    assert "very-secret" not in result.stderr

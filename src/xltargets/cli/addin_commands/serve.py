"""`xltargets addin serve`: the server for Excel on Windows, macOS and the web."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from xltargets.cli.limits import for_files
from xltargets.cli.options import refuse
from xltargets.cli.wording import said
from xltargets.errors import N_, system_reason

PORT = 8765


@click.command
@click.option("--host", default="localhost", show_default=True, help="Where to listen; anything else needs a token.")
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True, help="The port to listen on.")
@click.option(
    "--token",
    envvar="XLTARGETS_TOKEN",
    help="What clients must know. Better set as XLTARGETS_TOKEN: others see a command's options.",
)
@click.option("--cert", type=click.Path(exists=True, dir_okay=False), help="The certificate for TLS, as PEM.")
@click.option("--key", type=click.Path(exists=True, dir_okay=False), help="The certificate's private key, as PEM.")
@click.option("--url", help="The address that Excel uses, if another server stands in front of this one.")
@click.option(
    "--folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The teams' workbooks, for Refresh and Consolidate. No other folder is read.",
)
@for_files
def command(
    host: str, port: int, token: str | None, cert: str | None, key: str | None, url: str | None, folder: Path | None
) -> None:
    """Serve the Office.js add-in: worksheet functions, ribbon and task pane for Excel on every system.

    Excel takes the add-in only over TLS: give a certificate, or put a web server with one in front and name its
    address with --url. Excel gets the manifest from manifest.xml at that address.

    Example: xltargets addin serve --cert localhost.pem --key localhost-key.pem
    """
    if (cert is None) != (key is None):
        raise refuse(N_("Give both --cert and --key, or neither."))
    address = (url or f"{'https' if cert else 'http'}://{_in_url(host)}:{port}").rstrip("/")
    name = _host_of(address)
    try:
        import uvicorn

        from xltargets.hosts.officejs.guard import LOOPBACK
        from xltargets.hosts.officejs.patience import options as patience
        from xltargets.hosts.officejs.server import Service, application
    except ImportError:
        raise refuse(
            N_("The server needs two more packages: {command}"), command="pip install 'xltargets[office-js]'"
        ) from None
    if not token and not {host.lower(), name} <= LOOPBACK:
        raise refuse(
            N_("Anybody who reaches {address} could ask: set a --token, or listen on localhost only."), address=address
        )
    if token is not None and not (len(token) >= 16 and token.isascii() and token.isprintable() and " " not in token):
        raise refuse(N_("The token must have at least 16 letters, digits or signs, and no spaces."))
    from xltargets.addin.officejs.files import MANIFEST, products

    service = Service(products(address), folder, token, frozenset({host, name}))
    click.echo(said(N_("Manifest for Excel: {address}"), address=f"{address}/{MANIFEST}"))
    if not address.startswith("https:"):
        message = N_("Excel loads add-ins over TLS only: see --cert and --key, or --url for a web server in front.")
        click.echo(said(message))
    if folder is None:
        click.echo(said(N_("Refresh and Consolidate are off, because no --folder was given.")))
    options: dict[str, Any] = {"ssl_certfile": cert, "ssl_keyfile": key} if cert else {}
    # No access log: it would keep who asked for what, and when.
    try:
        uvicorn.run(
            application(service), host=host, port=port, access_log=False, log_level="warning", **options, **patience()
        )
    except OSError as problem:
        message = N_("Cannot use the certificate {cert} with the key {key}: {reason}.")
        raise refuse(message, cert=cert, key=key, reason=system_reason(problem)) from None


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _host_of(address: str) -> str:
    try:
        parts = urlsplit(address)
        usable = parts.scheme in {"http", "https"} and parts.port != 0 and not (parts.query or parts.fragment)
    except ValueError:
        usable = False
    if not usable or not parts.hostname:
        raise refuse(
            N_("{address} is not an address such as {example}."),
            address=repr(address),
            example="https://xltargets.example.com",
        )
    return parts.hostname.lower()

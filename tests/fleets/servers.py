"""Servers that run here, each over a folder, and networks to them that are slow and fail."""

from __future__ import annotations

import os
import socket
import subprocess
import threading
import time
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class Network:
    """A way to a server on which each piece takes a while, and every so many connections are cut."""

    def __init__(self, port: int, *, cut_every: int = 0, delay: float = 0.0) -> None:
        self.to, self.cut_every, self.delay = port, cut_every, delay
        self.count = self.cut = 0
        self.open: list[socket.socket] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                near, _address = self.listener.accept()
            except OSError:
                return
            self.count += 1
            if self.cut_every and self.count % self.cut_every == 0:
                self.cut += 1
                near.recv(100)
                near.close()
                continue
            far = socket.create_connection(("127.0.0.1", self.to))
            self.open += near, far
            for pair in ((near, far), (far, near)):
                threading.Thread(target=self._pass_on, args=pair, daemon=True).start()

    def drop(self) -> None:
        """Cut all that is open."""
        while self.open:
            with suppress(OSError):
                self.open.pop().shutdown(socket.SHUT_RDWR)

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        try:
            while piece := source.recv(65_536):
                time.sleep(self.delay)
                target.sendall(piece)
        except OSError:
            pass
        finally:
            for one in (source, target):
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)  # wakes the thread of the other way
                one.close()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def until_it_answers(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server did not start")


class WebServer(ThreadingHTTPServer):
    """Files of a folder; `troubles` says what becomes of the next requests, and then all goes well."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        self.troubles: list[str] = []
        self.requests = 0
        super().__init__(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Who goes early is no news."""


class _Handler(SimpleHTTPRequestHandler):
    server: WebServer

    def do_GET(self) -> None:
        self.server.requests += 1
        trouble = self.server.troubles.pop(0) if self.server.troubles else ""
        if trouble == "slow":
            time.sleep(0.3)
        elif trouble == "cut":  # more is announced than comes
            self.send_response(200)
            self.send_header("Content-Length", "100000")
            self.end_headers()
            self.wfile.write(b"PK")
            self.close_connection = True
            return
        elif trouble:
            self.send_error(int(trouble))
            return
        super().do_GET()

    def log_message(self, *_arguments: object) -> None:
        """Nobody reads it."""


def sftp_server(folder: Path, user: str, password: str) -> socket.socket:
    """An SFTP server over a folder, until its socket is closed."""
    import paramiko

    class Door(paramiko.ServerInterface):
        def check_auth_password(self, username: str, given: str) -> int:
            right = (username, given) == (user, password)
            return paramiko.AUTH_SUCCESSFUL if right else paramiko.AUTH_FAILED

        def check_channel_request(self, kind: str, chanid: int) -> int:
            return paramiko.OPEN_SUCCEEDED

        def get_allowed_auths(self, username: str) -> str:
            return "password"

    class Files(paramiko.SFTPServerInterface):
        def list_folder(self, path: str):
            return [paramiko.SFTPAttributes.from_stat(one.stat(), one.name) for one in self._at(path).iterdir()]

        def stat(self, path: str):
            try:
                return paramiko.SFTPAttributes.from_stat(self._at(path).stat())
            except OSError as problem:
                return paramiko.SFTPServer.convert_errno(problem.errno or 0)

        lstat = stat

        def open(self, path: str, flags: int, attr: object):
            try:
                content = self._at(path).open("rb")
            except OSError as problem:
                return paramiko.SFTPServer.convert_errno(problem.errno or 0)
            handle = paramiko.SFTPHandle(flags)
            handle.readfile = content
            return handle

        def _at(self, path: str) -> Path:
            return folder / os.path.normpath("/" + path).lstrip("/")

    key = paramiko.ECDSAKey.generate()
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                near, _address = listener.accept()
            except OSError:
                return
            try:
                transport = paramiko.Transport(near)
                transport.add_server_key(key)
                transport.set_subsystem_handler("sftp", paramiko.SFTPServer, Files)
                transport.start_server(server=Door())
            except (OSError, EOFError, paramiko.SSHException):
                near.close()  # who asked has gone

    threading.Thread(target=serve, daemon=True).start()
    return listener

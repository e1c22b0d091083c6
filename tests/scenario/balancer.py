"""A load balancer of the plainest kind: every connection goes to the next web process that takes it."""

import contextlib
import itertools
import socket
import threading


class Balancer:
    """Listens on a port of its own; a connection whose server dies is cut off, as by any balancer."""

    def __init__(self, ports: list[int]) -> None:
        self._ports = ports
        self._turn = itertools.count()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True, name="balancer").start()

    def close(self) -> None:
        """Listen no more."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        server = self._server()
        if server is None:
            client.close()
            return
        back = threading.Thread(target=_pipe, args=(server, client), daemon=True)
        back.start()
        _pipe(client, server)
        back.join()
        for one in (client, server):
            one.close()

    def _server(self) -> socket.socket | None:
        first = next(self._turn)
        for number in range(len(self._ports)):
            with contextlib.suppress(OSError):
                return socket.create_connection(("127.0.0.1", self._ports[(first + number) % len(self._ports)]), 1.0)
        return None


def _pipe(source: socket.socket, target: socket.socket) -> None:
    source.settimeout(None)
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    for one in (source, target):
        with contextlib.suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)

"""The echo servers of LoopEchoServer for Tornado: echo.py toggling|direct [PORT].

Prints "ok port=N" when it listens on loopback, and runs until its input ends.
"""

import socket
import sys

from tornado.ioloop import IOLoop

BUFFER_BYTES = 4096
BACKLOG = 1024


class Toggling:
    """Waits for WRITE before every answer."""

    def __init__(self, loop, peer):
        self.loop = loop
        self.peer = peer
        self.queue = b""

    def ready(self, fd, events):
        if events & IOLoop.READ:
            self.queue = receive(self.loop, self.peer)
            if self.queue:
                self.loop.update_handler(fd, IOLoop.WRITE)
        elif events & IOLoop.WRITE:
            self.queue = self.queue[self.peer.send(self.queue):]
            if not self.queue:
                self.loop.update_handler(fd, IOLoop.READ)
        else:
            close(self.loop, self.peer)


class Direct:
    """Answers from READ; waits for WRITE only when the peer is slow."""

    def __init__(self, loop, peer):
        self.loop = loop
        self.peer = peer
        self.queue = b""

    def ready(self, fd, events):
        if events & IOLoop.READ:
            data = receive(self.loop, self.peer)
            if not data:
                return
            self.queue = data[self.peer.send(data):]
            if self.queue:
                self.loop.update_handler(fd, IOLoop.WRITE)
        elif events & IOLoop.WRITE:
            self.queue = self.queue[self.peer.send(self.queue):]
            if not self.queue:
                self.loop.update_handler(fd, IOLoop.READ)
        else:
            close(self.loop, self.peer)


def receive(loop, peer):
    """What there is; nothing, and the peer closed, at its end."""
    try:
        data = peer.recv(BUFFER_BYTES)
    except ConnectionError:
        data = b""
    if not data:
        close(loop, peer)
    return data


def close(loop, peer):
    loop.remove_handler(peer.fileno())
    peer.close()


def main():
    handler = {"toggling": Toggling, "direct": Direct}[sys.argv[1]]
    port = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    loop = IOLoop.current()
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(("127.0.0.1", port))
    server.listen(BACKLOG)
    server.setblocking(False)

    def accept(fd, events):
        while True:
            try:
                peer, _ = server.accept()
            except BlockingIOError:
                return
            peer.setblocking(False)
            loop.add_handler(peer.fileno(), handler(loop, peer).ready, IOLoop.READ)

    loop.add_handler(server.fileno(), accept, IOLoop.READ)
    loop.add_handler(sys.stdin.fileno(), lambda fd, events: loop.stop(), IOLoop.READ)
    print(f"ok port={server.getsockname()[1]}", flush=True)
    loop.start()


if __name__ == "__main__":
    main()

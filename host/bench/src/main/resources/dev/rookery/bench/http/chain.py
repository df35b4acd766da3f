"""Tornado's AsyncHTTPClient, asked like ClientMain for what it can do: chain.py COOKIE.

Its usual client opens a connection for each request; that is what programs on it do, too.
"""

import sys
import time

import tornado
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.ioloop import IOLoop

TIMEOUT_SECONDS = 1800


async def hops(server, count):
    """One request after the other; anything but 200 is raised."""
    client = AsyncHTTPClient()
    request = HTTPRequest(
        server + "/keepalive", headers={"Cookie": sys.argv[1]}, request_timeout=TIMEOUT_SECONDS)
    for _ in range(count):
        await client.fetch(request)


def chain(server, count):
    began, cpu = time.monotonic_ns(), time.process_time_ns()
    IOLoop.current().run_sync(lambda: hops(server, count))
    return f"ok requests={count} nanos={time.monotonic_ns() - began} cpu={time.process_time_ns() - cpu}"


def main():
    print(f"ok library=tornado-{tornado.version}", flush=True)
    for line in sys.stdin:
        verb, *words = line.split()
        values = dict(word.split("=", 1) for word in words)
        try:
            if verb != "chain":
                raise ValueError(verb + " (expected: chain)")
            print(chain(values["server"], int(values["hops"])), flush=True)
        except Exception as failure:
            print("error", repr(failure).replace("\n", " "), flush=True)


if __name__ == "__main__":
    main()

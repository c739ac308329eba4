#!/usr/bin/env python3
"""A web server on the loopback address that answers well or badly, as the path says.

    server.py [--root DIR] [--hosts N] [--latency-ms MS] [--tls] [--modes]

    /NAME               the file, with ETag, Last-Modified, 304, and gzip or br if asked for
    /!MODE/NAME         the file in some other way; --modes lists them all
    /!MODE=ARG/NAME     ARG is percent-encoded
    /__stats /__log /__reset /__latency?MS      what was asked so far; set back; wait before answers

Prints one line on stdout when it listens: its port, then, with --tls, NAME=PORT for each
certificate (good, expired, wronghost, selfsigned, unknown, old) and ca=FILE. Ends when its stdin is
closed, so that no test can leave one behind. Standard library and the openssl command only.
"""
import argparse
import asyncio
import json
import os
import shutil
import socket
import sys
import tempfile
import threading

sys.dont_write_bytecode = True  # the tree stays as it is

# pylint: disable=wrong-import-position
from certificates import certificates, old_server
from modes import MODES
from request import Gone, Request, State


async def admin(r):
    if r.target.startswith("/__reset"):
        State.reset()
    if r.target.startswith("/__latency"):
        State.latency = float(r.query or 0) / 1000
    what = State.log if r.target.startswith("/__log") else State.stats
    await r.answer(200, json.dumps(what).encode(), Content_Type="application/json")


async def read_request(reader, writer, secure):
    first = await reader.readexactly(1)
    if first == b"\x16":  # the hello of TLS
        writer.write(b"HTTP/1.1 400 this is http, not https\r\n\r\n")
        raise Gone
    head = (first + await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    method, target, _ = head[0].split(" ")
    headers = {}
    for line in head[1:]:
        name, colon, value = line.partition(":")
        if colon:
            headers[name.strip().lower()] = value.strip()
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Request(writer, method, target, headers, body, secure)


def count(r):
    stats = State.stats
    stats["requests"] += 1
    stats["running"] += 1
    stats["max_running"] = max(stats["max_running"], stats["running"])
    stats["paths"][r.target] = stats["paths"].get(r.target, 0) + 1
    host = r.headers.get("host", "")
    stats["hosts"][host] = stats["hosts"].get(host, 0) + 1
    State.log.append({"method": r.method, "path": r.target, "headers": r.headers})
    del State.log[:-500]


async def serve_one(r):
    if r.target.startswith("/__"):
        return await admin(r)
    count(r)
    try:
        if State.latency:
            await asyncio.sleep(State.latency)
        if r.mode and r.mode not in MODES:
            await r.answer(400, ("no mode " + r.mode).encode())
        elif r.mode:
            await MODES[r.mode](r)
        else:
            await r.plainly()
    finally:
        State.stats["running"] -= 1


async def client(reader, writer, secure):
    stats = State.stats
    stats["connections"] += 1
    stats["open"] += 1
    stats["max_open"] = max(stats["max_open"], stats["open"])
    try:
        while True:
            r = await read_request(reader, writer, secure)
            await serve_one(r)
            if r.headers.get("connection", "").lower() == "close":
                break
        await writer.drain()
    except (Gone, OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError):
        pass
    finally:
        State.stats["open"] -= 1
        writer.close()


def when_stdin_closes(stop):
    """A thread of its own: asyncio cannot watch every kind of stdin."""
    running = asyncio.get_running_loop()

    def watch():
        while os.read(0, 4096):
            pass
        running.call_soon_threadsafe(stop.set)
    threading.Thread(target=watch, daemon=True).start()


def free_port(hosts):
    """One that is free on every address."""
    while True:
        probes = [socket.socket() for _ in hosts]
        try:
            probes[0].bind((hosts[0], 0))
            port = probes[0].getsockname()[1]
            for probe, host in zip(probes[1:], hosts[1:]):
                probe.bind((host, port))
            return port
        except OSError:
            pass
        finally:
            for probe in probes:
                probe.close()


async def main(options):
    folder = tempfile.mkdtemp()
    hosts = ["127.0.0.%d" % (k + 1) for k in range(options.hosts)]

    async def listen(port, context=None):
        await asyncio.start_server(lambda r, w: client(r, w, context is not None), hosts, port,
                                   ssl=context, limit=1 << 20, backlog=1024)
        return port

    stop = asyncio.Event()
    when_stdin_closes(stop)
    line = str(await listen(options.port or free_port(hosts)))
    if options.tls:
        for name, context in certificates(folder).items():
            line += " %s=%d" % (name, await listen(free_port(hosts), context))
        line += " old=%d" % old_server(folder)
        line += " ca=" + os.path.join(folder, "ca.pem")
    print(line, flush=True)
    await stop.wait()
    shutil.rmtree(folder)
    os._exit(0)  # what hangs on purpose is not waited for


def start():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", default=".")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--hosts", type=int, default=1, help="listen on 127.0.0.1 to 127.0.0.N")
    parser.add_argument("--latency-ms", type=float, default=0)
    parser.add_argument("--tls", action="store_true")
    parser.add_argument("--modes", action="store_true", help="list the ways to answer")
    options = parser.parse_args()
    if options.modes:
        for name, function in MODES.items():
            print("  %-16s %s" % (name, (function.__doc__ or "").split("\n")[0]))
        return
    State.root = options.root
    State.latency = options.latency_ms / 1000
    State.reset()
    asyncio.run(main(options))


if __name__ == "__main__":
    start()

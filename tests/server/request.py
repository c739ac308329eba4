"""One request to the loopback server and the plain ways to answer it."""
import gzip
import hashlib
import os
import socket
import struct
import urllib.parse
from email.utils import formatdate, parsedate_to_datetime

TYPES = {
    "xml": "application/rss+xml", "rss": "application/rss+xml", "atom": "application/atom+xml",
    "json": "application/json", "html": "text/html; charset=utf-8", "txt": "text/plain",
}


class State:
    """What the server was told and has counted."""
    root = "."
    latency = 0.0
    seen = set()
    log = []
    stats = {}

    @classmethod
    def reset(cls):
        cls.seen = set()
        cls.log = []
        cls.stats = {"requests": 0, "connections": 0, "open": 0, "max_open": 0, "running": 0,
                     "max_running": 0, "bytes": 0, "status": {}, "paths": {}, "hosts": {}}


class Gone(Exception):
    """The connection is to be closed."""


class Request:
    """What was asked; the answer is written through it."""
    def __init__(self, writer, method, target, headers, body, secure):
        self.writer, self.method, self.target = writer, method, target
        self.headers, self.body, self.secure = headers, body, secure
        path, _, self.query = target.partition("?")
        if "://" in path:  # asked as a proxy
            path = "/" + path.split("://", 1)[1].partition("/")[2]
        self.mode, self.arg, self.rest = "", "", path.lstrip("/")
        if self.rest.startswith("!"):
            self.mode, _, self.rest = self.rest[1:].partition("/")
            self.mode, _, self.arg = self.mode.partition("=")
            self.arg = urllib.parse.unquote(self.arg)

    def number(self, otherwise):
        return float(self.arg) if self.arg else otherwise

    def file(self):
        """(bytes, headers) of the file asked for, None when there is none."""
        path = os.path.realpath(os.path.join(State.root, urllib.parse.unquote(self.rest)))
        if not path.startswith(os.path.realpath(State.root) + os.sep) or not os.path.isfile(path):
            return None
        with open(path, "rb") as f:
            data = f.read()
        stat = os.stat(path)
        kind = TYPES.get(path.rsplit(".", 1)[-1], "application/octet-stream")
        etag = '"%s"' % hashlib.sha1(data).hexdigest()[:16]
        return data, {"Content-Type": kind, "ETag": etag,
                      "Last-Modified": formatdate(int(stat.st_mtime), usegmt=True)}

    def is_unchanged(self, headers):
        asked = self.headers.get("if-none-match")
        if asked is not None:
            tags = [t.strip() for t in asked.split(",")]
            return headers.get("ETag") in tags or "*" in tags
        since = self.headers.get("if-modified-since")
        if since and "Last-Modified" in headers:
            try:
                changed = parsedate_to_datetime(headers["Last-Modified"])
                return parsedate_to_datetime(since) >= changed
            except (TypeError, ValueError):
                return False
        return False

    def pack(self, data, headers):
        asked = self.headers.get("accept-encoding", "").split(",")
        asked = [name.split(";")[0].strip() for name in asked]
        if "gzip" in asked and len(data) > 200:
            headers.update({"Content-Encoding": "gzip", "Vary": "Accept-Encoding"})
            return gzip.compress(data, 4, mtime=0)
        return data

    def head(self, status, headers):
        State.stats["status"][str(status)] = State.stats["status"].get(str(status), 0) + 1
        lines = ["HTTP/1.1 %d -" % status, "Date: " + formatdate(usegmt=True)]
        lines += ["%s: %s" % pair for pair in headers.items()]
        self.write(("\r\n".join(lines) + "\r\n\r\n").encode())

    def write(self, data):
        State.stats["bytes"] += len(data)
        self.writer.write(data)

    async def drain(self):
        await self.writer.drain()

    async def answer(self, status, body=b"", **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        await self.answer_with(status, body, headers)

    async def answer_with(self, status, body, headers):
        if status not in (204, 304):
            headers = {**headers, "Content-Length": str(len(body))}
        self.head(status, headers)
        if self.method != "HEAD" and status not in (204, 304):
            self.write(body)
        await self.drain()

    async def plainly(self, change=None):
        """The file as a good server gives it; change(data, headers) may alter both."""
        found = self.file()
        if not found:
            return await self.answer(404, b"no such file\n", Content_Type="text/plain")
        data, headers = found
        if change:
            data = change(data, headers) or data
        if self.is_unchanged(headers):
            return await self.answer_with(304, b"", headers)
        if "Content-Encoding" not in headers:
            data = self.pack(data, headers)
        await self.answer_with(200, data, headers)

    async def packed(self, encoding, packer):
        """The file packed so, whatever was asked for."""
        data, headers = self.file() or (b"", {})
        await self.answer_with(200, packer(data), {**headers, "Content-Encoding": encoding})

    def reset(self):
        """Close with a reset instead of an end."""
        linger = struct.pack("ii", 1, 0)
        self.writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.writer.transport.abort()
        raise Gone

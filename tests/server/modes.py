"""The ways to answer: /!MODE/NAME. Each is an async function of the request."""
import asyncio
import ctypes
import ctypes.util
import gzip
import json
import os
import time
import zlib
from email.utils import formatdate

from request import Gone, State

HTML = b"<!DOCTYPE html><title>login</title><p>This is no feed, it is a page.\n"
PIECE = b"<!-- no end in sight -->" * 400
MODES = {}


def mode(*names):
    """A way to answer, listed under its names."""
    def add(function):
        for name in names:
            MODES[name] = function
        return function
    return add


# --- packing -------------------------------------------------------------------------------------

def brotli(data):
    """Packed by the library that libbrotli-dev brings along; None without it."""
    name = ctypes.util.find_library("brotlienc") or "libbrotlienc.so.1"
    try:
        library = ctypes.CDLL(name)
    except OSError:
        return None
    size = ctypes.c_size_t(len(data) + 1024)
    out = ctypes.create_string_buffer(size.value)
    good = library.BrotliEncoderCompress(5, 22, 0, ctypes.c_size_t(len(data)), data,
                                         ctypes.byref(size), out)
    return out.raw[:size.value] if good else None


def deflate(data, window):
    packer = zlib.compressobj(6, zlib.DEFLATED, window)
    return packer.compress(data) + packer.flush()


def blanks(window, mib):
    """That many MiB of blanks. A full flush makes a piece stand alone: it is packed only once."""
    packer = zlib.compressobj(9, zlib.DEFLATED, window)
    start = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    return start + (packer.compress(b" " * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)) * mib


# --- good, if unusual ----------------------------------------------------------------------------

@mode("weak")
async def weak(r):
    await r.plainly(lambda data, h: h.update({"ETag": "W/" + h["ETag"]}))


@mode("oddetag")
async def oddetag(r):
    """An ETag without quotes and with blanks, which must come back exactly so."""
    await r.plainly(lambda data, h: h.update({"ETag": "rev 7;a='b' " + h["ETag"].strip('"')}))


@mode("noetag")
async def noetag(r):
    await r.plainly(lambda data, h: h.pop("ETag") and None)


@mode("novalidator")
async def novalidator(r):
    await r.plainly(lambda data, h: (h.pop("ETag"), h.pop("Last-Modified"), data)[2])


@mode("plain")
async def plain(r):
    """Never packed."""
    data, headers = r.file()
    await r.answer_with(200, data, headers)


@mode("br")
async def br(r):
    await r.packed("br", brotli)


@mode("deflate")
async def deflate_zlib(r):
    await r.packed("deflate", lambda data: deflate(data, 15))


@mode("rawdeflate")
async def deflate_raw(r):
    await r.packed("deflate", lambda data: deflate(data, -15))


@mode("members")
async def members(r):
    """gzip in two members, and some bytes behind them."""
    await r.packed("gzip", lambda data: gzip.compress(data[:9]) + gzip.compress(data[9:]) + b"\0\0")


@mode("notpacked")
async def notpacked(r):
    """Says gzip and is not."""
    await r.packed("gzip", lambda data: data)


@mode("unnamed")
async def unnamed(r):
    """gzip and does not say so."""
    await r.packed("identity", gzip.compress)


@mode("chunked")
async def chunked(r):
    data, headers = r.file()
    r.head(200, {**headers, "Transfer-Encoding": "chunked"})
    for k in range(0, len(data), 777):
        piece = data[k:k + 777]
        r.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        await r.drain()
    r.write(b"0\r\n\r\n")


@mode("nolength")
async def nolength(r):
    data, headers = r.file()
    r.head(200, {**headers, "Connection": "close"})
    r.write(data)
    raise Gone


@mode("maxage")
async def maxage(r):
    value = "public, max-age=%d" % r.number(600)
    await r.plainly(lambda data, h: h.update({"Cache-Control": value}))


@mode("echo")
async def echo(r):
    """The request itself, as JSON."""
    text = json.dumps({"method": r.method, "path": r.target, "headers": r.headers,
                       "body": r.body.decode("latin-1")})
    await r.answer(200, text.encode(), Content_Type="application/json")


@mode("cookie")
async def cookie(r):
    """Redirects to itself until the cookie that it sets comes back."""
    if "pass=1" in r.headers.get("cookie", ""):
        return await r.plainly()
    await r.answer(302, b"", Location=r.target, Set_Cookie="pass=1; Path=/")


@mode("login")
async def login(r):
    """Asks for reader:secret."""
    if r.headers.get("authorization") == "Basic cmVhZGVyOnNlY3JldA==":
        return await r.plainly()
    await r.answer(401, b"who are you?\n", WWW_Authenticate='Basic realm="news"')


@mode("latency")
async def latency(r):
    """Waits ARG seconds, then answers well."""
    await asyncio.sleep(r.number(0.2))
    await r.plainly()


@mode("once429", "once503", "once500")
async def once(r):
    """Fails the first time that a name is asked for."""
    if r.target in State.seen:
        return await r.plainly()
    State.seen.add(r.target)
    await r.answer(int(r.mode[4:]), b"later\n", Retry_After="1")


# --- redirects: /!302/NAME leads to /NAME, /!302=http:%2F%2Fother:80/NAME to http://other:80/NAME 

@mode("301", "302", "303", "307", "308")
async def redirect(r):
    query = "?" + r.query if r.query else ""
    await r.answer(int(r.mode), b"moved\n", Location=r.arg + "/" + r.rest + query)


@mode("goto")
async def goto(r):
    """302 to exactly ARG."""
    await r.answer(302, b"moved\n", Location=r.arg)


@mode("loop")
async def loop(r):
    await r.answer(302, b"round and round\n", Location=r.target)


@mode("chain")
async def chain(r):
    """ARG redirects, then the file."""
    left = int(r.number(3))
    to = "/!chain=%d/%s" % (left - 1, r.rest) if left > 1 else "/" + r.rest
    await r.answer(302, b"on\n", Location=to)


@mode("tofile")
async def tofile(r):
    await r.answer(302, b"", Location="file:///etc/passwd")


@mode("togopher")
async def togopher(r):
    await r.answer(301, b"", Location="gopher://localhost:70/1x")


@mode("nolocation")
async def nolocation(r):
    await r.answer(302, b"somewhere\n")


@mode("endlessredirect")
async def endlessredirect(r):
    """A redirect whose own page never ends."""
    r.head(302, {"Location": "/" + r.rest})
    while True:
        r.write(PIECE)
        await r.drain()


# --- refusals ------------------------------------------------------------------------------------

@mode("status")
async def status(r):
    """Status ARG, with a page that explains it at length."""
    await r.answer(int(r.number(500)), HTML * 40, Content_Type="text/html")


@mode("down")
async def down(r):
    """The file well; 500 with a page while a file of that name and .down is there."""
    if os.path.exists(os.path.join(State.root, os.path.basename(r.rest) + ".down")):
        await r.answer(500, HTML * 40, Content_Type="text/html")
    else:
        await r.plainly()


@mode("retry")
async def retry(r):
    """429 with Retry-After: ARG (seconds or a date)."""
    await r.answer(429, b"slow down\n", Retry_After=r.arg or "120")


@mode("busy")
async def busy(r):
    """503 that names a moment ARG seconds from now."""
    await r.answer(503, b"later\n", Retry_After=formatdate(time.time() + r.number(90), usegmt=True))


@mode("304")
async def unasked304(r):
    await r.answer(304)


@mode("endlesserror")
async def endlesserror(r):
    """404 with a page that never ends."""
    r.head(404, {"Content-Type": "text/html"})
    while True:
        r.write(PIECE)
        await r.drain()


# --- slow ----------------------------------------------------------------------------------------

@mode("slow")
async def slow(r):
    """The body in 20 pieces over ARG seconds."""
    data, headers = r.file()
    r.head(200, {**headers, "Content-Length": str(len(data))})
    step = len(data) // 20 + 1
    for k in range(0, len(data), step):
        r.write(data[k:k + step])
        await r.drain()
        await asyncio.sleep(r.number(5) / 20)


@mode("drip")
async def drip(r):
    """Headers for ever, a byte every tenth of a second."""
    for byte in b"HTTP/1.1 200 OK\r\n" + b"X-Slow: yes\r\n" * 1000:
        r.write(bytes([byte]))
        await r.drain()
        await asyncio.sleep(0.1)


@mode("trickle")
async def trickle(r):
    """A body of a byte every tenth of a second."""
    r.head(200, {"Content-Type": "text/xml", "Content-Length": "100000"})
    for _ in range(100000):
        r.write(b" ")
        await r.drain()
        await asyncio.sleep(0.1)


@mode("hang")
async def hang(r):
    """Nothing at all."""
    await asyncio.sleep(3600)


@mode("hangbody")
async def hangbody(r):
    """Headers, and then nothing."""
    r.head(200, {"Content-Type": "text/xml", "Content-Length": "100"})
    await r.drain()
    await asyncio.sleep(3600)


@mode("hangend")
async def hangend(r):
    """All but the last byte."""
    data, headers = r.file()
    r.head(200, {**headers, "Content-Length": str(len(data))})
    r.write(data[:-1])
    await r.drain()
    await asyncio.sleep(3600)


# --- cut off -------------------------------------------------------------------------------------

@mode("close")
async def close(r):
    raise Gone


@mode("reset")
async def reset(r):
    """Headers and half the body, then a reset."""
    data, headers = r.file()
    r.head(200, {**headers, "Content-Length": str(len(data))})
    r.write(data[:len(data) // 2])
    await r.drain()
    await asyncio.sleep(0.02)
    r.reset()


@mode("cut")
async def cut(r):
    """Half the body, then the end."""
    data, headers = r.file()
    r.head(200, {**headers, "Content-Length": str(len(data))})
    r.write(data[:len(data) // 2])
    raise Gone


@mode("cuthead")
async def cuthead(r):
    r.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/xm")
    raise Gone


@mode("cutchunk")
async def cutchunk(r):
    r.head(200, {"Content-Type": "text/xml", "Transfer-Encoding": "chunked"})
    r.write(b"400\r\n<rss>")
    raise Gone


@mode("cutgzip")
async def cutgzip(r):
    """Half of a gzip stream, with the right length for the half."""
    await r.packed("gzip", lambda data: gzip.compress(data)[:-40])


@mode("cutbr")
async def cutbr(r):
    await r.packed("br", lambda data: brotli(data)[:-40])


# --- lies ----------------------------------------------------------------------------------------

@mode("longer")
async def longer(r):
    """More body than Content-Length says."""
    data, headers = r.file()
    r.head(200, {**headers, "Content-Length": str(len(data) // 2), "Connection": "close"})
    r.write(data)
    raise Gone


@mode("badlength")
async def badlength(r):
    r.head(200, {"Content-Length": r.arg or "-5"})
    r.write(b"<rss/>")
    raise Gone


@mode("badchunk")
async def badchunk(r):
    r.head(200, {"Transfer-Encoding": "chunked"})
    r.write(b"zz\r\n<rss/>\r\n")
    raise Gone


@mode("badgzip")
async def badgzip(r):
    """gzip with its middle overwritten."""
    await r.packed("gzip", lambda data: gzip.compress(data)[:30] + b"\xff" * 60)


@mode("badbr")
async def badbr(r):
    await r.packed("br", lambda data: b"\xff" * 200)


@mode("double")
async def double(r):
    """gzip inside gzip."""
    await r.packed("gzip, gzip", lambda data: gzip.compress(gzip.compress(data)))


@mode("zstd")
async def zstd(r):
    """Packed in a way that nobody asked for."""
    await r.packed("zstd", lambda data: b"\x28\xb5\x2f\xfd" + data)


@mode("packedtransfer")
async def packedtransfer(r):
    """Transfer-Encoding: gzip, a way in past Content-Encoding."""
    data = gzip.compress(b" " * (64 << 20))
    r.head(200, {"Transfer-Encoding": "gzip, chunked"})
    r.write(b"%x\r\n%s\r\n0\r\n\r\n" % (len(data), data))


@mode("wrongtype")
async def wrongtype(r):
    await r.plainly(lambda data, h: h.update({"Content-Type": r.arg or "image/png"}))


@mode("html")
async def html(r):
    """200 with a login page."""
    await r.answer(200, HTML, Content_Type="text/html")


@mode("empty")
async def empty(r):
    await r.answer(200, b"", Content_Type="text/xml")


@mode("nothttp")
async def nothttp(r):
    r.write(b"220 mail.example ESMTP\r\n")
    raise Gone


@mode("evilheader")
async def evilheader(r):
    """Control characters in the headers that are kept."""
    data, headers = r.file()
    r.write(b"HTTP/1.1 200 \x1b[2J\r\nContent-Type: text/xml\x1b]0;x\x07\r\nETag: \"\x1b[31m\"\r\n"
            b"Content-Length: %d\r\n\r\n" % len(data))
    r.write(data)


# --- without end ---------------------------------------------------------------------------------

@mode("endless")
async def endless(r):
    r.head(200, {"Content-Type": "text/xml"})
    while True:
        r.write(PIECE)
        await r.drain()


@mode("endlessempty")
async def endlessempty(r):
    """gzip that goes on and on and unpacks to nothing."""
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    r.head(200, {"Content-Encoding": "gzip"})
    r.write(packer.compress(b"<rss>") + packer.flush(zlib.Z_FULL_FLUSH))
    while True:
        r.write(b"\0\0\0\xff\xff" * 5000)
        await r.drain()


@mode("endlesshead")
async def endlesshead(r):
    r.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        r.write(b"X-More: and more and more and more\r\n" * 100)
        await r.drain()


@mode("longline")
async def longline(r):
    """One header line without an end."""
    r.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while True:
        r.write(b"x" * 10000)
        await r.drain()


@mode("continues")
async def continues(r):
    """100 Continue for ever."""
    while True:
        r.write(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)
        await r.drain()


@mode("bomb")
async def bomb(r):
    """ARG MiB of blanks (1024) in gzip."""
    await r.packed("gzip", lambda data: blanks(31, int(r.number(1024))))


@mode("deflatebomb")
async def deflatebomb(r):
    await r.packed("deflate", lambda data: blanks(15, int(r.number(256))))


@mode("brbomb")
async def brbomb(r):
    await r.packed("br", lambda data: brotli(b" " * (int(r.number(64)) << 20)))


@mode("large")
async def large(r):
    """ARG KiB of honest text (20000), not packed."""
    await r.answer(200, (PIECE * 110)[:1024] * int(r.number(20000)), Content_Type="text/plain")

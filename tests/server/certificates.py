"""Certificates made when they are needed: a good one and several that must be refused."""
import os
import socket
import ssl
import subprocess
import threading
import warnings


def openssl(*arguments):
    subprocess.run(["openssl", *arguments], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)


def certificates(folder):
    """Make an authority and the certificates that it signs; {name: ssl context}."""
    def path(name):
        return os.path.join(folder, name)

    def key(name):
        openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", path(name + ".key"))

    def authority(name):
        key(name)
        openssl("req", "-x509", "-new", "-key", path(name + ".key"), "-subj", "/CN=haowai test",
                "-days", "2", "-out", path(name + ".pem"))

    def leaf(name, by, alternative, days):
        key(name)
        with open(path(name + ".ext"), "w") as f:
            f.write("subjectAltName=%s\n" % alternative)
        openssl("req", "-new", "-key", path(name + ".key"), "-subj", "/CN=" + name,
                "-out", path(name + ".csr"))
        signer = ["-signkey", path(name + ".key")] if not by else \
            ["-CA", path(by + ".pem"), "-CAkey", path(by + ".key"), "-CAcreateserial"]
        openssl("x509", "-req", "-in", path(name + ".csr"), *signer, "-days", str(days),
                "-extfile", path(name + ".ext"), "-out", path(name + ".pem"))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path(name + ".pem"), path(name + ".key"))
        return context

    here = "IP:127.0.0.1,DNS:localhost"
    authority("ca")
    authority("stranger")
    made = {
        "good": leaf("good", "ca", here, 2),
        "expired": leaf("expired", "ca", here, -1),
        "wronghost": leaf("wronghost", "ca", "DNS:elsewhere.invalid", 2),
        "selfsigned": leaf("selfsigned", "", here, 2),
        "unknown": leaf("unknown", "stranger", here, 2),
    }
    return made


def old_server(folder):
    """A server that knows nothing newer than TLS 1.1; its port. In a thread with plain sockets,
    since asyncio closes the connection without the alert that a real server sends."""
    warnings.simplefilter("ignore")  # it is old on purpose
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.load_cert_chain(os.path.join(folder, "good.pem"), os.path.join(folder, "good.key"))
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            connection, _ = listener.accept()
            try:
                with context.wrap_socket(connection, server_side=True) as secure:
                    secure.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            except OSError:
                connection.close()
    threading.Thread(target=serve, daemon=True).start()
    return listener.getsockname()[1]

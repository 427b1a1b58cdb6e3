"""Servers of a test: an issuer's documents, the address of an attacker that must never be asked, and the API example."""

import json
import os
import re
import subprocess
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from judge import TARGET


class Documents:
    """Serves what it is given by path, and remembers which paths were asked for."""

    def __init__(self, documents=None):
        self.documents = documents or {}
        self.asked = []
        served = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                served.asked.append(self.path)
                document = served.documents.get(self.path)
                body = json.dumps(document).encode()
                self.send_response(404 if document is None else 200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()


class Api:
    """The API example (examples/api)."""

    def __init__(self, issuer, audience):
        settings = {"ISSUER": issuer, "AUDIENCE": audience, "LISTEN": "127.0.0.1:0"}
        # Not a pipe: nobody would read it, and an API that cannot write its log stands still.
        self._log = tempfile.TemporaryFile()
        program = TARGET / "debug" / "example-api"
        self._process = subprocess.Popen(
            [program], env={**os.environ, **settings}, stdout=subprocess.PIPE, stderr=self._log, text=True
        )
        line = self._process.stdout.readline()
        found = re.search(r"http://\S+", line)
        assert found, f"the API did not start: {line!r}"
        self.url = found[0]

    def logged(self):
        self._log.seek(0)
        return self._log.read().decode()

    def close(self):
        self._process.terminate()
        self._process.communicate(timeout=10)
        self._log.close()

"""The verifier as a judge: `verifier/examples/judge.rs`, a line a token."""

import json
import os
import subprocess
from pathlib import Path

TARGET = Path(os.environ.get("CARGO_TARGET_DIR") or Path(__file__).parents[3] / "target")


class Lines:
    """A program that answers each line of JSON with one."""

    def __init__(self, command):
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, question):
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def close(self):
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(10)


class Judge(Lines):
    def __init__(self, issuer, audience):
        super().__init__([TARGET / "debug" / "examples" / "judge", issuer, audience])

    def keys(self, jwks):
        """Whether the text is taken for a key set."""
        return self.ask({"keys": jwks}).get("refused") != "not_a_key_set"

    def refuses(self, token):
        """Why, or nothing if it accepts."""
        return self.ask({"token": token}).get("refused")

"""Thousands of tokens and key sets, judged by the verifier and by other people's libraries.

Where they disagree, `verifier/tests/differences.md` says why, one line a class of differences. A class that is not there
fails the test; above all one in which we accept what another refuses. `DIFFERENTIAL_SEED` (any
text) and `DIFFERENTIAL_CASES` ask for other cases and for more.
"""

import json
import os
import random
import unittest
from collections import Counter
from pathlib import Path

from differential.cases import cases
from differential.others import JwCrypto, Jose, Joserfc, PyJwt
from forgeries.world import AUDIENCE, World
from judge import Judge

DOCUMENT = Path(__file__).parents[3] / "verifier" / "tests" / "differences.md"
SEED = os.environ.get("DIFFERENTIAL_SEED") or "countersign"
CASES = int(os.environ.get("DIFFERENTIAL_CASES") or 3_000)
ISSUER = "https://id.example.test"


class Differential(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World(ISSUER, "http://127.0.0.1:9")
        cls.good = json.dumps({"keys": [key for key in cls.world.jwks()["keys"] if key["kid"] in cls.world.keys]})
        cls.judge = Judge(ISSUER, AUDIENCE)
        cls.others = [each(ISSUER, AUDIENCE) for each in (PyJwt, Joserfc, JwCrypto, Jose)]
        cls.examples, cls.agreed = {}, Counter()
        for jwks, token in cases(cls.world, random.Random(SEED), CASES):
            cls.compare(jwks or cls.good, token)

    @classmethod
    def tearDownClass(cls):
        cls.judge.close()
        cls.others[-1].close()

    @classmethod
    def compare(cls, jwks, token):
        ours = cls.ours(jwks, token)
        for other in cls.others:
            theirs = other.verdict(jwks, token)
            if bool(ours) == bool(theirs):
                cls.agreed[other.name, "refused" if ours else "accepted"] += 1
            elif theirs:
                cls.examples.setdefault((other.name, "refuses", theirs), (jwks, token))
            else:
                cls.examples.setdefault((other.name, "accepts", ours), (jwks, token))

    @classmethod
    def ours(cls, jwks, token):
        return cls.judge.ask({"keys": jwks, "token": token}).get("refused")

    def test_everybody_accepts_what_is_good(self):
        for alg in self.world.keys:
            token = self.world.token(alg)
            self.assertIsNone(self.ours(self.good, token))
            for other in self.others:
                self.assertIsNone(other.verdict(self.good, token), f"{other.name}, {alg}")

    def test_both_verdicts_are_common(self):
        for other in self.others:
            for verdict in ("accepted", "refused"):
                self.assertGreater(self.agreed[other.name, verdict], CASES // 20, f"{other.name} {verdict}")

    def test_what_another_refuses_is_accepted_for_a_written_reason(self):
        self.all_written("refuses")

    def test_what_another_accepts_is_refused_for_a_written_reason(self):
        self.all_written("accepts")

    def all_written(self, verdict):
        written = set(differences())
        for difference, (jwks, token) in sorted(self.examples.items()):
            if difference[1] == verdict:
                with self.subTest(" | ".join(difference)):
                    self.assertIn(difference, written, f"{token}\n{jwks}")


def differences():
    """The rows of the document: library, verdict, and its reason or ours."""
    for line in DOCUMENT.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip().strip("`") for cell in line.split("|")[1:-1]]
        if len(cells) == 4 and cells[1] in ("accepts", "refuses"):
            yield tuple(cells[:3])


if __name__ == "__main__":
    unittest.main(verbosity=2)

"""aiosmtpd as the mail server: TLS, credentials, and letters as another library reads them."""

import asyncio
import datetime
import email
import email.policy
import ipaddress
import logging
import os
import socket
import ssl
import subprocess
import tempfile
import unittest
from pathlib import Path
from threading import Thread

from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

# It does not know that its connections are encrypted from the first byte, and says so of each.
logging.getLogger("mail.log").setLevel(logging.ERROR)

TARGET = Path(os.environ.get("CARGO_TARGET_DIR") or Path(__file__).parents[3] / "target")
PROGRAM = TARGET / "debug" / "countersign"
USER, PASSWORD = "notes@example.org", "a/pass%word"
IN_URL = "notes%40example.org:a%2Fpass%25word"


def own_address():
    """An address of this machine that is not loopback, where it has one: nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return probe.getsockname()[0]
        except OSError:
            return "127.0.0.1"


def certificate(folder, address):
    """A certificate of its own for the address, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail")])
    now = datetime.datetime.now(datetime.timezone.utc)
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address(address))]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    folder.joinpath("mail.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    folder.joinpath("mail.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )


class MailServer:
    """Takes letters from whoever signs in, on TLS from the first byte or after STARTTLS."""

    def __init__(self, address, context, starttls):
        self.letters, self.tried = [], []
        self._address, self._context, self._starttls = address, context, starttls
        self._loop = asyncio.new_event_loop()
        Thread(target=self._loop.run_forever, daemon=True).start()
        self._server = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _listen(self):
        wrapped = None if self._starttls else self._context
        return await self._loop.create_server(self._session, self._address, 0, ssl=wrapped)

    def _session(self):
        return SMTP(
            self,
            hostname="mail.example.org",
            enable_SMTPUTF8=True,
            tls_context=self._context if self._starttls == "offered" else None,
            authenticator=self._authenticate,
            auth_require_tls=False,
            auth_required=True,
            loop=self._loop,
        )

    def _authenticate(self, server, session, envelope, mechanism, data):
        given = (data.login.decode(), data.password.decode())
        self.tried.append(given)
        return AuthResult(success=given == (USER, PASSWORD), handled=False)

    async def handle_DATA(self, server, session, envelope):
        self.letters.append(envelope)
        return "250 taken"

    def close(self):
        self._loop.call_soon_threadsafe(self._server.close)


class Mail(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        place = tempfile.TemporaryDirectory(prefix="countersign-mail-")
        cls.addClassCleanup(place.cleanup)
        cls.folder = Path(place.name)
        cls.address = own_address()
        certificate(cls.folder, cls.address)
        cls.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        cls.context.load_cert_chain(cls.folder / "mail.pem", cls.folder / "mail.key")

    def server(self, address="127.0.0.1", starttls=None):
        server = MailServer(address, self.context, starttls)
        self.addCleanup(server.close)
        return server

    def send(self, url, to="ada@example.org", **more):
        env = {
            "PATH": os.environ["PATH"],
            "SSL_CERT_FILE": str(self.folder / "mail.pem"),
            "COUNTERSIGN_MAIL__URL": url,
            "COUNTERSIGN_MAIL__FROM": "Notes & Söhne <no-reply@example.org>",
            "COUNTERSIGN_ISSUER": "https://id.example.org",
            **more,
        }
        command = [PROGRAM, "mail", "test", to]
        return subprocess.run(command, env=env, cwd=self.folder, capture_output=True, text=True, timeout=60)

    def assert_sent(self, server, done):
        self.assertEqual((done.returncode, len(server.letters)), (0, 1), done.stderr)

    def assert_not_sent(self, server, done, tried):
        self.assertEqual((done.returncode, server.letters, server.tried), (1, [], tried), done.stderr)
        self.assertNotIn(PASSWORD, done.stdout + done.stderr)

    def test_a_letter_arrives_over_tls_and_reads_well(self):
        server = self.server()
        done = self.send(f"smtps://{IN_URL}@localhost:{server.port}")
        self.assert_sent(server, done)
        letter = email.message_from_bytes(server.letters[0].content, policy=email.policy.default)
        self.assertEqual(letter.defects, [])
        self.assertEqual(str(letter["From"]), "Notes & Söhne <no-reply@example.org>")
        self.assertEqual(str(letter["To"]), "ada@example.org")
        self.assertEqual(letter["Auto-Submitted"], "auto-generated")
        self.assertTrue(letter["Message-ID"].endswith("@id.example.org>"))
        self.assertEqual(letter.get_content_type(), "multipart/alternative")
        text = letter.get_body(("plain",)).get_content()
        page = letter.get_body(("html",)).get_content()
        self.assertIn("This letter shows that Countersign can send mail.", text)
        self.assertIn("https://id.example.org/", text)
        self.assertIn('<html lang="en">', page)

    def test_starttls_comes_before_the_password(self):
        if self.address.startswith("127."):
            self.skipTest("this machine has no address but loopback")
        server = self.server(self.address, starttls="offered")
        self.assert_sent(server, self.send(f"smtp://{IN_URL}@{self.address}:{server.port}"))
        without = self.server(self.address, starttls="not offered")
        done = self.send(f"smtp://{IN_URL}@{self.address}:{without.port}")
        self.assert_not_sent(without, done, [])

    def test_a_password_in_a_file_is_taken_and_a_wrong_one_refused(self):
        file = self.folder / "password"
        server = self.server()
        for password, sent in [(PASSWORD + "\n", True), ("another", False)]:
            file.write_text(password)
            url = f"smtps://notes%40example.org@localhost:{server.port}"
            done = self.send(url, COUNTERSIGN_MAIL__PASSWORD_FILE=str(file))
            self.assertEqual(done.returncode == 0, sent, done.stderr)
        self.assertEqual(len(server.letters), 1)

    def test_a_certificate_of_nobody_gets_nothing(self):
        server = self.server()
        url = f"smtps://{IN_URL}@localhost:{server.port}"
        self.assert_sent(server, self.send(url))
        another = self.server()
        url = f"smtps://{IN_URL}@localhost:{another.port}"
        authorities = "/etc/ssl/certs/ca-certificates.crt"
        self.assert_not_sent(another, self.send(url, SSL_CERT_FILE=authorities), [])

    def test_a_certificate_of_another_name_gets_nothing(self):
        if self.address == "127.0.0.1":
            self.skipTest("the certificate is for that name")
        server = self.server()
        done = self.send(f"smtps://{IN_URL}@127.0.0.1:{server.port}")
        self.assert_not_sent(server, done, [])

    def test_addresses_in_other_scripts_arrive(self):
        server = self.server()
        url = f"smtps://{IN_URL}@localhost:{server.port}"
        for to in ["ädä@example.org", "ada@bücher.example"]:
            self.assertEqual(self.send(url, to).returncode, 0)
        recipients = [letter.rcpt_tos for letter in server.letters]
        self.assertEqual(recipients, [["ädä@example.org"], ["ada@xn--bcher-kva.example"]])


if __name__ == "__main__":
    unittest.main(warnings="ignore")

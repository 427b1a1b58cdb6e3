"""Signatures that a careless check would take."""

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from .world import b64, sign, text

BAD = "bad_signature"
P256 = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
ED25519 = 2**252 + 27742317777372353535851937790883648493


def rows(world):
    for name, alg, signature in (*of_rsa(world), *of_pss(world), *of_ecdsa(world), *of_eddsa(world)):
        signed = f"{b64(text(world.header(alg)))}.{b64(text(world.claims()))}"
        octets = signature(signed.encode()) if callable(signature) else signature
        yield f"{alg}, {name}", f"{signed}.{b64(octets)}", BAD
    for alg in world.keys:
        one, other = world.token(alg), world.token(alg, sub="admin")
        yield f"{alg}, of another token", f"{other.rsplit('.', 1)[0]}.{one.rsplit('.', 1)[1]}", BAD
        header, _, signature = one.split(".")
        yield f"{alg}, of other claims", f"{header}.{other.split('.')[1]}.{signature}", BAD
        yield f"{alg}, empty", f"{one.rsplit('.', 1)[0]}.", BAD


def of_rsa(world):
    key = world.keys["RS256"]
    modulus = key.public_key().public_numbers().n

    def under(digest):
        return lambda signed: key.sign(signed, padding.PKCS1v15(), digest)

    def integer(change, length):
        return lambda signed: change(int.from_bytes(sign(key, "RS256", signed), "big")).to_bytes(length, "big")

    yield "SHA-1", "RS256", under(hashes.SHA1())
    yield "SHA-384", "RS256", under(hashes.SHA384())
    yield "SHA-512", "RS256", under(hashes.SHA512())
    yield "PSS", "RS256", lambda signed: sign(key, "PS256", signed)
    yield "a leading zero", "RS256", lambda signed: b"\0" + sign(key, "RS256", signed)
    yield "a trailing zero", "RS256", lambda signed: sign(key, "RS256", signed) + b"\0"
    yield "the modulus added", "RS256", integer(lambda s: s + modulus, 257)
    yield "negated", "RS256", integer(lambda s: modulus - s, 256)
    yield "0", "RS256", bytes(256)
    yield "1", "RS256", bytes(255) + b"\1"
    yield "the modulus", "RS256", modulus.to_bytes(256, "big")
    yield "the modulus less one", "RS256", (modulus - 1).to_bytes(256, "big")
    yield "the padded hash itself", "RS256", padded


def padded(signed):
    """What the signature would be if the exponent were 1."""
    digest = hashes.Hash(hashes.SHA256())
    digest.update(signed)
    info = bytes.fromhex("3031300d060960864801650304020105000420") + digest.finalize()
    return b"\0\1" + b"\xff" * (253 - len(info)) + b"\0" + info


def of_pss(world):
    key = world.keys["PS256"]

    def salted(length, mask, digest):
        return lambda signed: key.sign(signed, padding.PSS(padding.MGF1(mask), length), digest)

    yield "no salt", "PS256", salted(0, hashes.SHA256(), hashes.SHA256())
    yield "a longer salt", "PS256", salted(64, hashes.SHA256(), hashes.SHA256())
    yield "the longest salt", "PS256", salted(padding.PSS.MAX_LENGTH, hashes.SHA256(), hashes.SHA256())
    yield "a mask of SHA-1", "PS256", salted(32, hashes.SHA1(), hashes.SHA256())
    yield "SHA-384", "PS256", salted(48, hashes.SHA384(), hashes.SHA384())
    yield "PKCS#1", "PS256", lambda signed: sign(key, "RS256", signed)


def of_ecdsa(world):
    key = world.keys["ES256"]

    def der(signed):
        return key.sign(signed, ec.ECDSA(hashes.SHA256()))

    def pair(change):
        def made(signed):
            return b"".join(number.to_bytes(32, "big") for number in change(*decode_dss_signature(der(signed))))

        return made

    yield "r and s 0 (CVE-2022-21449)", "ES256", bytes(64)
    yield "r 0", "ES256", pair(lambda r, s: (0, s))
    yield "s 0", "ES256", pair(lambda r, s: (r, 0))
    yield "r and s the order", "ES256", P256.to_bytes(32, "big") * 2
    yield "r and s 1", "ES256", (bytes(31) + b"\1") * 2
    yield "r and s swapped", "ES256", pair(lambda r, s: (s, r))
    yield "DER", "ES256", der
    yield "a longer pair", "ES256", lambda signed: bytes(1) + sign(key, "ES256", signed) + bytes(1)
    yield "as long as of P-384", "ES256", lambda signed: padded_pair(sign(key, "ES256", signed))
    yield "SHA-512", "ES256", lambda signed: fixed(key.sign(signed, ec.ECDSA(hashes.SHA512())))
    yield "0", "ES384", bytes(96)
    yield "empty integers", "ES256", b"\x30\x06\x02\x01\x00\x02\x01\x00"


def padded_pair(pair):
    return bytes(16) + pair[:32] + bytes(16) + pair[32:]


def fixed(der):
    return b"".join(number.to_bytes(32, "big") for number in decode_dss_signature(der))


def of_eddsa(world):
    key = world.keys["EdDSA"]

    def malleated(signed):
        """RFC 8032 section 8.4: s and s plus the order, if the range of s is not checked."""
        signature = key.sign(signed)
        s = int.from_bytes(signature[32:], "little") + ED25519
        return signature[:32] + s.to_bytes(32, "little")

    yield "the order added", "EdDSA", malleated
    yield "0", "EdDSA", bytes(64)
    yield "the neutral point", "EdDSA", b"\1" + bytes(63)
    yield "short", "EdDSA", lambda signed: key.sign(signed)[:63]
    yield "long", "EdDSA", lambda signed: key.sign(signed) + b"\0"

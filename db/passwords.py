"""Passwords as they are kept: salted, slow digests. Which digest is a setting; older ones stay readable.

PBKDF2-HMAC-SHA256 is what Korean public rules list (개인정보의 안전성 확보조치 기준, KISA 암호 이용안내서); its rounds
follow OWASP's Password Storage Cheat Sheet (600,000). Argon2id is stronger where it is allowed.
"""

import hashlib
import hmac
import secrets
from enum import StrEnum

ROUNDS = 600_000
SALT_BYTES = 16
SHORTEST, LONGEST = 9, 128
"""Signs of a password. A longer text would make the digest itself an attack."""


class Digest(StrEnum):
    """How new passwords are kept."""

    PBKDF2 = "pbkdf2"
    ARGON2 = "argon2"


def hashed(password: str, digest: Digest) -> str:
    """The password as it is kept: its digest's name and parameters, salt and digest in one text."""
    if digest is Digest.ARGON2:
        from argon2 import PasswordHasher  # only where it is chosen

        return str(PasswordHasher().hash(password))
    salt = secrets.token_bytes(SALT_BYTES)
    return f"{Digest.PBKDF2}${ROUNDS}${salt.hex()}${_pbkdf2(password, salt, ROUNDS).hex()}"


def is_password(password: str, kept: str) -> bool:
    """Whether `password` is the one that was kept; takes the same time whether it is or not."""
    if kept.startswith("$argon2"):
        from argon2 import PasswordHasher
        from argon2.exceptions import VerifyMismatchError

        try:
            return bool(PasswordHasher().verify(kept, password))
        except VerifyMismatchError:
            return False
    _, rounds, salt, digest = kept.split("$")
    return hmac.compare_digest(_pbkdf2(password, bytes.fromhex(salt), int(rounds)).hex(), digest)


def is_outdated(kept: str, digest: Digest) -> bool:
    """Whether the password should be kept anew at the next sign-in: the setting or the rounds have changed."""
    if digest is Digest.ARGON2:
        return not kept.startswith("$argon2id$")
    return not kept.startswith(f"{Digest.PBKDF2}${ROUNDS}$")


def is_good(password: str, name: str) -> bool:
    """Whether a password may be chosen: letters, digits and other signs, and neither short nor the name."""
    kinds = (
        any(sign.isalpha() for sign in password),
        any(sign.isdigit() for sign in password),
        any(not sign.isalnum() for sign in password),
    )
    is_long_enough = SHORTEST <= len(password) <= LONGEST
    return is_long_enough and all(kinds) and name.lower() not in password.lower()


def _pbkdf2(password: str, salt: bytes, rounds: int) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", password.encode("utf-8", "surrogatepass"), salt, rounds)

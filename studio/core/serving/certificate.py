"""A certificate made on the spot: to a page that came without encryption a phone gives no camera."""

from __future__ import annotations

import contextlib
import os
import ssl
import tempfile
from collections.abc import Sequence
from pathlib import Path

VALID_DAYS = 30
"""It is made anew at each start; a clock of a phone may be a day behind."""


def make_context(hosts: Sequence[str]) -> ssl.SSLContext:
    """Return what a server encrypts with: TLS 1.2 or newer, a new key, a certificate for these names.

    Raises:
        OSError: there is no private place for a temporary file.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    # Python reads keys from files alone; this one can be read by its owner, and is gone a moment later.
    handle, name = tempfile.mkstemp(prefix="studio-", suffix=".pem")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(make_certificate(hosts))
        context.load_cert_chain(name)
    finally:
        with contextlib.suppress(OSError):
            Path(name).unlink()
    return context


def make_certificate(hosts: Sequence[str]) -> bytes:
    """Return a new private key and its self-signed certificate for addresses and names, as PEM."""
    from datetime import UTC, datetime, timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Detection Studio")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=VALID_DAYS))
        .add_extension(x509.SubjectAlternativeName([_general_name(host) for host in hosts]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        # Without it no iPhone takes one, whatever its owner says.
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return private + certificate.public_bytes(pem)


def _general_name(host: str):  # type: ignore[no-untyped-def]
    from ipaddress import ip_address

    from cryptography import x509

    try:
        return x509.IPAddress(ip_address(host))
    except ValueError:
        return x509.DNSName(host)

"""A certificate authority that lives as long as one little web."""

from __future__ import annotations

import datetime as dt
import ssl
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from embedarchive.demo.script import Flaw

_DAY = dt.timedelta(days=1)
_CA_NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "embedarchive little web CA")])


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


class Authority:
    """Mint a certificate for any host on first use; every leaf shares one key, so that this is quick."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._leaf_key = ec.generate_private_key(ec.SECP256R1())
        self._contexts: dict[tuple[str, Flaw | None], ssl.SSLContext] = {}
        self.ca_file = folder / "ca.pem"
        self.ca_file.write_bytes(self._root().public_bytes(serialization.Encoding.PEM))

    def context(self, host: str, flaw: Flaw | None = None) -> ssl.SSLContext:
        """Return a server context with a leaf for that host."""
        wanted = (host, flaw)
        if wanted not in self._contexts:
            self._contexts[wanted] = self._load(self._leaf(host, flaw))
        return self._contexts[wanted]

    def _load(self, leaf: x509.Certificate) -> ssl.SSLContext:
        chain = self._folder / f"leaf-{len(self._contexts)}.pem"
        chain.write_bytes(_pem(self._leaf_key) + leaf.public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.set_alpn_protocols(["http/1.1"])
        context.load_cert_chain(chain)
        return context

    def _root(self) -> x509.Certificate:
        identifier = x509.SubjectKeyIdentifier.from_public_key(self._key.public_key())
        builder = self._builder(_CA_NAME, _CA_NAME, self._key, expired=False)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        builder = builder.add_extension(_usage(signs_certificates=True), critical=True)
        return builder.add_extension(identifier, critical=False).sign(self._key, hashes.SHA256())

    def _leaf(self, host: str, flaw: Flaw | None) -> x509.Certificate:
        name = "somewhere-else.example" if flaw is Flaw.OTHER_NAME else host
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])
        signer, issuer = (self._leaf_key, subject) if flaw is Flaw.SELF_SIGNED else (self._key, _CA_NAME)
        builder = self._builder(subject, issuer, self._leaf_key, expired=flaw is Flaw.EXPIRED)
        for extension in self._leaf_extensions(name, signer):
            builder = builder.add_extension(extension, critical=isinstance(extension, x509.KeyUsage))
        return builder.sign(signer, hashes.SHA256())

    def _leaf_extensions(
        self, name: str, signer: ec.EllipticCurvePrivateKey
    ) -> tuple[x509.ExtensionType, ...]:
        return (
            x509.SubjectAlternativeName([x509.DNSName(name)]),
            x509.BasicConstraints(ca=False, path_length=None),
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]),
            _usage(signs_certificates=False),
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()),
            x509.SubjectKeyIdentifier.from_public_key(self._leaf_key.public_key()),
        )

    @staticmethod
    def _builder(
        subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, *, expired: bool
    ) -> x509.CertificateBuilder:
        ends = dt.datetime.now(dt.UTC) + (-_DAY if expired else 30 * _DAY)
        builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer)
        builder = builder.public_key(key.public_key()).serial_number(x509.random_serial_number())
        return builder.not_valid_before(ends - 32 * _DAY).not_valid_after(ends)

"""Makes certificates and signed PDFs for tests, as a certificate authority and an official would."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

NOW = datetime.now(UTC)


@dataclass(frozen=True)
class Identity:
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)


def authority(name: str = "CA Uji") -> Identity:
    key = ec.generate_private_key(ec.SECP256R1())
    builder = _builder(name, name, key, NOW - timedelta(days=900), NOW + timedelta(days=900))
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    builder = builder.add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
    return Identity(builder.sign(key, hashes.SHA256()), key)


def official(of: Identity, name: str = "Pejabat Contoh", *, days: int = 90) -> Identity:
    """`days` from now its certificate ends; a number below 0 is one that has ended."""
    key = ec.generate_private_key(ec.SECP256R1())
    issuer = of.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
    builder = _builder(name, str(issuer), key, NOW - timedelta(days=400), NOW + timedelta(days=days))
    builder = builder.add_extension(_usage(digital_signature=True), critical=True)
    return Identity(builder.sign(of.key, hashes.SHA256()), key)


def _builder(
    name: str, issuer: str, key: ec.EllipticCurvePrivateKey, since: datetime, until: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
    )


def _usage(**wanted: bool) -> x509.KeyUsage:
    names = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{name: wanted.get(name, False) for name in names})


def letter(text: str = "Keputusan Wali Kota") -> bytes:
    """A PDF of one page."""
    import typst

    source = f'#set document(title: "x", date: none)\n{text}'.encode()
    made = typst.Compiler(input={"main.typ": source}, ignore_system_fonts=True).compile(format="pdf")
    return bytes(made)


def sign(pdf: bytes, who: Identity, *, field: str = "TandaTangan") -> bytes:
    from asn1crypto import keys
    from asn1crypto import x509 as asn1
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    key = who.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    signer = signers.SimpleSigner(
        signing_cert=asn1.Certificate.load(who.certificate.public_bytes(Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(key),
        cert_registry=SimpleCertificateStore(),
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    meta = signers.PdfSignatureMetadata(field_name=field, md_algorithm="sha256")
    return signers.sign_pdf(writer, meta, signer=signer).getvalue()


def add_page_later(pdf: bytes) -> bytes:
    """An update after the signature, as a program makes that writes a note into the file."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    writer.root["/Catatan"] = generic.TextStringObject("ditambahkan")
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()

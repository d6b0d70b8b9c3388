//! TLS of the line to PostgreSQL, by rustls: how the server's certificate is checked, and what the client of PostgreSQL wants of
//! a line that is encrypted. No key of a client, and no channel binding: who asks for the name of the server knows it by its
//! certificate.

use std::{
    future::Future,
    io,
    path::{Path, PathBuf},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use postgres::{
    Socket,
    tls::{ChannelBinding, MakeTlsConnect, TlsConnect, TlsStream},
};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_rustls::{
    TlsConnector,
    client::TlsStream as Stream,
    rustls::{
        CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme,
        client::{
            WebPkiServerVerifier,
            danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
        },
        crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature},
        pki_types::{CertificateDer, InvalidDnsNameError, ServerName, UnixTime, pem::PemObject as _},
    },
};

use super::IndexError;

/// What is checked of the server's certificate.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Check {
    /// Nothing: who only listens learns nothing, who stands between the two does.
    Nothing,
    /// That one of those in a file signed it.
    Signed(PathBuf),
    /// The same, and that it is the certificate of the host that the address names.
    SignedAndNamed(PathBuf),
}

/// Makes a line that is encrypted.
#[derive(Clone)]
pub(super) struct Tls(TlsConnector);

impl Tls {
    pub(super) fn new(check: Check) -> Result<Tls, IndexError> {
        let provider = Arc::new(ring::default_provider());
        let verifier = Arc::new(Verifier::new(check, Arc::clone(&provider))?);
        let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
        let config = config.map_err(|error| IndexError::Encryption { says: error.to_string() })?;
        let config = config.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth();
        Ok(Tls(TlsConnector::from(Arc::new(config))))
    }
}

/// Checks as much as is asked for.
#[derive(Debug)]
struct Verifier {
    /// None where nothing is checked but that the server has the key of the certificate it shows.
    signed: Option<Arc<WebPkiServerVerifier>>,
    named: bool,
    provider: Arc<CryptoProvider>,
}

impl Verifier {
    fn new(check: Check, provider: Arc<CryptoProvider>) -> Result<Verifier, IndexError> {
        let (roots, named) = match check {
            Check::Nothing => return Ok(Verifier { signed: None, named: false, provider }),
            Check::Signed(roots) => (roots, false),
            Check::SignedAndNamed(roots) => (roots, true),
        };
        let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(store(&roots)?), Arc::clone(&provider));
        let signed = verifier.build().map_err(|error| unusable(&roots, &error))?;
        Ok(Verifier { signed: Some(signed), named, provider })
    }
}

/// The certificates of a PEM file.
fn store(path: &Path) -> Result<RootCertStore, IndexError> {
    let mut store = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(path).map_err(|error| unusable(path, &error))? {
        let certificate = certificate.map_err(|error| unusable(path, &error))?;
        store.add(certificate).map_err(|error| unusable(path, &error))?;
    }
    Ok(store)
}

fn unusable(path: &Path, error: &dyn std::error::Error) -> IndexError {
    IndexError::Roots { path: path.into(), says: error.to_string() }
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        chain: &[CertificateDer<'_>],
        host: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let Some(signed) = &self.signed else { return Ok(ServerCertVerified::assertion()) };
        match signed.verify_server_cert(certificate, chain, host, ocsp, now) {
            // The name is looked at after the chain was found good.
            Err(Error::InvalidCertificate(
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
            )) if !self.named => Ok(ServerCertVerified::assertion()),
            verified => verified,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signed, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signed, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

/// A line that is about to be encrypted.
pub(super) struct Dial {
    connector: TlsConnector,
    host: ServerName<'static>,
}

/// A line that is encrypted.
pub(super) struct Line(Stream<Socket>);

impl MakeTlsConnect<Socket> for Tls {
    type Stream = Line;
    type TlsConnect = Dial;
    type Error = InvalidDnsNameError;

    fn make_tls_connect(&mut self, host: &str) -> Result<Dial, InvalidDnsNameError> {
        Ok(Dial { connector: self.0.clone(), host: ServerName::try_from(host)?.to_owned() })
    }
}

impl TlsConnect<Socket> for Dial {
    type Stream = Line;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Line>> + Send>>;

    fn connect(self, socket: Socket) -> Self::Future {
        Box::pin(async move { Ok(Line(self.connector.connect(self.host, socket).await?)) })
    }
}

impl TlsStream for Line {
    fn channel_binding(&self) -> ChannelBinding {
        ChannelBinding::none()
    }
}

impl AsyncRead for Line {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buf)
    }
}

impl AsyncWrite for Line {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }
}

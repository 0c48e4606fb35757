//! Where a request comes from: the peer, or what a proxy says that the operator trusts.

use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderName, header},
    middleware::Next,
    response::Response,
};
use ipnet::IpNet;
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// The networks of the proxies in front of us.
pub type Proxies = Arc<[IpNet]>;

/// Who sent a request, and how it began its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sender {
    pub address: IpAddr,
    /// Whether a trusted proxy took it by HTTPS.
    pub https: bool,
}

/// Finds the sender out, once for each request.
pub async fn find_sender(State(proxies): State<Proxies>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    // Whoever cannot be told apart is one sender.
    let peer = peer.unwrap_or(Ipv4Addr::UNSPECIFIED.into());
    let sender = sender(peer, request.headers(), &proxies);
    request.extensions_mut().insert(sender);
    next.run(request).await
}

/// Anybody can send these headers, so they count as far as trusted proxies wrote them: each writes its own peer at the
/// end. The sender is the last one that is not itself a proxy.
fn sender(peer: IpAddr, headers: &HeaderMap, proxies: &[IpNet]) -> Sender {
    let peer = peer.to_canonical();
    let trusted = |address: &IpAddr| proxies.iter().any(|network| network.contains(address));
    if !trusted(&peer) {
        return Sender { address: peer, https: false };
    }
    let written = |name| {
        let lines = headers.get_all(name).iter().filter_map(|line| line.to_str().ok());
        lines.flat_map(|line| line.split(',')).map(str::trim).collect::<Vec<_>>()
    };
    let mut address = peer;
    for hop in written(FORWARDED_FOR).into_iter().rev().map_while(hop) {
        address = hop;
        if !trusted(&hop) {
            break;
        }
    }
    let https = written(FORWARDED_PROTO).last().is_some_and(|scheme| scheme.eq_ignore_ascii_case("https"));
    Sender { address, https }
}

/// One address as proxies write it: bare, or with a port.
fn hop(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let address = bare.parse().ok().or_else(|| Some(text.parse::<SocketAddr>().ok()?.ip()))?;
    Some(IpAddr::to_canonical(&address))
}

/// A network as the operator writes it: `10.0.0.0/8`, or one address.
pub fn network(text: &str) -> Result<IpNet, String> {
    let address = || text.parse::<IpAddr>().map(IpNet::from).ok();
    text.parse()
        .ok()
        .or_else(address)
        .ok_or_else(|| format!("{text:?} is no address and no network; write 10.0.0.7 or 10.0.0.0/8"))
}

/// What a browser is told that came by HTTPS: to come no other way for a year (RFC 6797).
pub fn keep_to_https(response: &mut Response) {
    let year = header::HeaderValue::from_static("max-age=31536000");
    response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, year);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn senders() {
        fn check(peer: &str, forwarded: &[&str], expected: &str) {
            let mut headers = HeaderMap::new();
            for line in forwarded {
                headers.append(FORWARDED_FOR, line.parse().expect("a header"));
            }
            let proxies = ["10.0.0.0/8", "192.0.2.1", "2001:db8::/32"].map(|text| network(text).expect("a network"));
            let found = sender(peer.parse().expect("an address"), &headers, &proxies);
            assert_eq!(found.address.to_string(), expected, "{peer} {forwarded:?}");
        }
        // Whoever is no proxy is believed nothing.
        check("203.0.113.5", &["198.51.100.1"], "203.0.113.5");
        check("10.0.0.1", &[], "10.0.0.1");
        check("10.0.0.1", &["198.51.100.1"], "198.51.100.1");
        check("::ffff:10.0.0.1", &["::ffff:198.51.100.1"], "198.51.100.1");
        // What stands before the last stranger was written by the stranger.
        check("10.0.0.1", &["1.1.1.1, 198.51.100.1, 10.2.3.4"], "198.51.100.1");
        check("10.0.0.1", &["1.1.1.1", "198.51.100.1,192.0.2.1"], "198.51.100.1");
        check("192.0.2.1", &["198.51.100.1:4711"], "198.51.100.1");
        check("2001:db8::1", &["[2001:4860::2]:4711"], "2001:4860::2");
        check("2001:db8::1", &["2001:4860::2"], "2001:4860::2");
        check("10.0.0.1", &["198.51.100.1, nonsense"], "10.0.0.1");
        check("10.0.0.1", &["10.0.0.9, 10.0.0.8"], "10.0.0.9");
    }

    #[test]
    fn https_is_said_by_proxies_alone() {
        fn check(peer: &str, proto: &str, expected: bool) {
            let headers = HeaderMap::from_iter([(FORWARDED_PROTO, proto.parse().expect("a header"))]);
            let proxies = [network("10.0.0.0/8").expect("a network")];
            let found = sender(peer.parse().expect("an address"), &headers, &proxies);
            assert_eq!(found.https, expected, "{peer} {proto}");
        }
        check("10.0.0.1", "https", true);
        check("10.0.0.1", "http", false);
        check("10.0.0.1", "https, http", false);
        check("203.0.113.5", "https", false);
    }
}

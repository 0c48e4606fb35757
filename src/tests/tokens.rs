//! What a token may be: bad ones by the hundred, none of them good.

use crate::signers::{
    EC, ED, EXPIRED, INCORRECT, Key, Members, NO_PERMISSIONS, NOT_ALLOWED, NOT_YET, RSA, Signer, THEIRS, TestIssuer,
    UNKNOWN_KEY, UNREADABLE, agency_and_issuer, ask, encoded, modulus, refused, their_keys, token, token_of,
};
use aws_lc_rs::{
    encoding::{AsDer, PublicKeyX509Der},
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use serde_json::json;
use std::{collections::HashSet, sync::LazyLock};

/// Bad tokens, each with a name and what is said of it.
struct Bad(Vec<(String, String, &'static str)>);

impl Bad {
    fn add(&mut self, name: impl Into<String>, token: impl Into<String>, expected: &'static str) {
        self.0.push((name.into(), token.into(), expected));
    }
}

/// Signed with the right key, each way: the point is what they say.
fn bad_claims(bad: &mut Bad, signer: &Signer) {
    let Signer { alg, claims, .. } = signer;
    let mut add =
        |name: String, claims: Members, expected| bad.add(format!("{alg} {name}"), signer.saying(&claims), expected);

    let no_times = [
        "\"1790003600\"",
        "\"soon\"",
        "\"\"",
        "1790003600.5",
        "1790003600.0",
        "1.7900036e9",
        "null",
        "true",
        "[1790003600]",
        "{}",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775809",
        "253402300800",
    ];
    for name in ["exp", "nbf", "iat"] {
        for time in no_times {
            add(format!("{name} {time}"), claims.with(name, time), UNREADABLE);
        }
        for time in ["1e400", "-1e400", "NaN", "Infinity", "0x6AB13B90", "01790003600", "+1790003600", "1790003600."] {
            add(format!("{name} {time}, which is no JSON"), claims.with(name, time), UNREADABLE);
        }
    }
    add("exp missing".into(), claims.without("exp"), UNREADABLE);
    for (time, then) in [("-1", "negative"), ("0", "zero"), ("1789999970", "half a minute ago")] {
        add(format!("exp {then}"), claims.with("exp", time), EXPIRED);
    }
    add("nbf in a minute".into(), claims.with("nbf", "1790000060"), NOT_YET);
    add("nbf in a thousand years".into(), claims.with("nbf", "33000000000"), NOT_YET);

    let long = json!("x".repeat(256)).to_string();
    for sub in ["1", "null", "true", "[]", "[\"program\"]", "{}", "\"\"", "\"a\\u0000b\"", "\"a\\nb\"", &long] {
        add(format!("sub {sub:.20}"), claims.with("sub", sub), UNREADABLE);
    }
    add("sub missing".into(), claims.without("sub"), UNREADABLE);

    for iss in [
        "\"https://id.example\"",
        "\"HTTPS://ID.EXAMPLE/\"",
        "\"https://evil.example/\"",
        "\"\"",
        "1",
        "null",
        "[]",
        "{}",
    ] {
        add(format!("iss {iss}"), claims.with("iss", iss), INCORRECT);
    }
    add("iss in a list".into(), claims.with("iss", "[\"https://id.example/\",\"casting-agency\"]"), INCORRECT);
    add("iss missing".into(), claims.without("iss"), INCORRECT);
    for aud in [
        "\"\"",
        "\"cast\"",
        "\"casting \"",
        "\"CASTING-AGENCY\"",
        "1",
        "null",
        "{}",
        "[]",
        "[\"others\"]",
        "[[\"casting\",\"casting-agency\"]]",
    ] {
        add(format!("aud {aud}"), claims.with("aud", aud), INCORRECT);
    }
    add("aud missing".into(), claims.without("aud"), INCORRECT);

    for cnf in ["{\"jkt\":\"0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I\"}", "{}", "null"] {
        add(format!("cnf {cnf:.8}"), claims.with("cnf", cnf), UNREADABLE);
    }
    for name in ["iss", "aud", "sub", "exp", "nbf", "iat", "permissions", "purpose"] {
        let json = claims.0.iter().find(|(other, _)| other == name).map_or("null", |(_, json)| json);
        add(format!("two {name}"), claims.with(name, json).twice(name, json), UNREADABLE);
    }
    let deep = format!("{}{}", "[".repeat(1500), "]".repeat(1500));
    add("lists in lists in lists".into(), claims.with("deep", &deep), UNREADABLE);
    add("a lone surrogate".into(), claims.with("more", "\"\\ud800\""), UNREADABLE);
    add("longer than a token may be".into(), claims.with("more", &json!("x".repeat(6200)).to_string()), UNREADABLE);
    // The same name to whoever reads escapes.
    let escaped = claims.text().replacen('{', r#"{"s\u0075b":"somebody","#, 1);
    bad.add(
        format!("{alg} two sub, one escaped"),
        token_of(&encoded(signer.header.text()), &encoded(escaped), signer.key),
        UNREADABLE,
    );
}

/// What is not one JSON object in UTF-8, as header and as claims, signed with the right key.
fn bad_json(bad: &mut Bad, signer: &Signer) {
    let Signer { alg, header, claims, key } = signer;
    let spoil = |text: &str| -> Vec<(&str, Vec<u8>)> {
        let utf16 = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<_>>();
        let open = &text[..text.len() - 1];
        vec![
            ("nothing", Vec::new()),
            ("null", b"null".to_vec()),
            ("a number", b"1".to_vec()),
            ("a text", json!(text).to_string().into_bytes()),
            ("a list of it", format!("[{text}]").into_bytes()),
            ("an empty object", b"{}".to_vec()),
            ("an object left open", open.as_bytes().to_vec()),
            ("a comma too many", format!("{open},}}").into_bytes()),
            ("something behind it", format!("{text}x").into_bytes()),
            ("another object behind it", format!("{text}{text}").into_bytes()),
            ("a NUL behind it", format!("{text}\0").into_bytes()),
            ("a comment", format!("{text}/**/").into_bytes()),
            ("single quotes", text.replace('"', "'").into_bytes()),
            ("a byte order mark", format!("\u{feff}{text}").into_bytes()),
            ("UTF-16", utf16(u16::to_le_bytes)),
            ("UTF-16, big end first", utf16(u16::to_be_bytes)),
            ("a byte that is no UTF-8", [open.as_bytes(), b",\"x\":\"\xff\"}"].concat()),
            ("an overlong slash", [open.as_bytes(), b",\"x\":\"\xc0\xaf\"}"].concat()),
        ]
    };
    for (name, json) in spoil(&header.text()) {
        bad.add(format!("{alg} header: {name}"), token_of(&encoded(json), &encoded(claims.text()), key), UNREADABLE);
    }
    for (name, json) in spoil(&claims.text()) {
        bad.add(format!("{alg} claims: {name}"), token_of(&encoded(header.text()), &encoded(json), key), UNREADABLE);
    }
}

/// Headers that ask for something we do not do, over good claims and signed with the right key.
fn bad_headers(bad: &mut Bad, signer: &Signer) {
    let Signer { alg, header, claims, key } = signer;
    let mut add =
        |name: String, header: Members, expected| bad.add(format!("{alg} {name}"), signer.under(&header), expected);
    for crit in [
        "[\"exp\"]",
        "[\"b64\"]",
        "[\"http://evil.example/x\"]",
        "[]",
        "[1]",
        "[\"alg\"]",
        "\"exp\"",
        "null",
        "{}",
        "true",
    ] {
        add(format!("crit {crit}"), header.with("crit", crit), UNREADABLE);
    }
    add("b64 false".into(), header.with("b64", "false"), UNREADABLE);
    add("b64 false and crit".into(), header.with("b64", "false").with("crit", "[\"b64\"]"), UNREADABLE);
    add("cty JWT".into(), header.with("cty", "\"JWT\""), UNREADABLE);
    add("enc".into(), header.with("enc", "\"A128GCM\""), UNREADABLE);
    add("zip".into(), header.with("zip", "\"DEF\""), UNREADABLE);
    for typ in ["\"logout+jwt\"", "\"dpop+jwt\"", "\"secevent+jwt\"", "\"JWE\"", "\"\"", "1", "null", "[\"JWT\"]"] {
        add(format!("typ {typ}"), header.with("typ", typ), UNREADABLE);
    }
    for name in ["alg", "typ", "kid"] {
        let json = header.0.iter().find(|(other, _)| other == name).map_or("\"rsa\"", |(_, json)| json);
        add(format!("two {name}"), header.with(name, json).twice(name, json), UNREADABLE);
    }
    add("two alg, none last".into(), header.twice("alg", "\"none\""), UNREADABLE);

    let others = [
        "\"none\"",
        "\"None\"",
        "\"NONE\"",
        "\"nOnE\"",
        "\"none \"",
        "\" none\"",
        "\"\"",
        "null",
        "0",
        "true",
        "[]",
        "[\"HS256\"]",
        "{\"alg\":\"HS256\"}",
        "\"hs256\"",
        "\"HS256\\u0000\"",
        "\"HS256 \"",
        "\"HS384\"",
        "\"HS512\"",
        "\"RS384\"",
        "\"RS512\"",
        "\"PS256\"",
        "\"ES384\"",
        "\"ES512\"",
        "\"ES256K\"",
        "\"Ed25519\"",
        "\"Ed448\"",
        "\"EDDSA\"",
        "\"dir\"",
        "\"RSA-OAEP\"",
        "\"A128KW\"",
    ];
    let unsigned = |header: &Members| format!("{}.{}.", encoded(header.text()), encoded(claims.text()));
    for other in others {
        add(format!("alg {other}"), header.with("alg", other), UNREADABLE);
    }
    add("alg missing".into(), header.without("alg"), UNREADABLE);
    for other in &others[..8] {
        bad.add(format!("{alg} alg {other}, unsigned"), unsigned(&header.with("alg", other)), UNREADABLE);
    }
    // Another algorithm that we know, with the same signature: whose key would it be?
    for other in ["HS256", "RS256", "ES256", "EdDSA"].into_iter().filter(|other| other != alg) {
        let expected = if other == "HS256" { UNREADABLE } else { UNKNOWN_KEY };
        let lies = header.with("alg", &json!(other).to_string());
        bad.add(format!("{alg} calling itself {other}"), token(&lies, claims, key), expected);
    }
}

/// Bad spellings of a good token: what is not base64url in its one form.
fn bad_spellings(bad: &mut Bad, signer: &Signer) {
    let Signer { alg, header, claims, key } = signer;
    let good = signer.token();
    let [header_part, claims_part, signature] = good.split('.').collect::<Vec<_>>()[..] else { panic!("three parts") };
    let mut add = |name: &str, token: String| bad.add(format!("{alg} {name}"), token, UNREADABLE);

    for (name, token) in [
        ("unsigned", format!("{header_part}.{claims_part}.")),
        ("without the last dot", format!("{header_part}.{claims_part}")),
        ("a fourth part", format!("{good}.x")),
        ("a fourth, empty part", format!("{good}.")),
        ("an empty first part", format!(".{good}")),
        ("five parts, encrypted", format!("{header_part}..{claims_part}.{signature}.{signature}")),
        ("only dots", "..".into()),
        ("four dots", "....".into()),
        ("no dot", header_part.into()),
        ("no header", format!(".{claims_part}.{signature}")),
        ("no claims", format!("{header_part}..{signature}")),
        ("parts in another order", format!("{claims_part}.{header_part}.{signature}")),
        ("in quotes", format!("\"{good}\"")),
        ("a comma behind", format!("{good},")),
        ("percent-encoded", good.replace('.', "%2E")),
        ("half a signature", good[..good.len() - signature.len() / 2].into()),
        ("a signature and more", format!("{good}AAAA")),
        ("a signature of zeros", format!("{header_part}.{claims_part}.{}", encoded([0; 64]))),
        ("a signature twice", format!("{good}{signature}")),
        ("a padded signature", format!("{good}=")),
        ("a signature padded in full", format!("{good}==")),
    ] {
        add(name, token);
    }
    // Every bit counts, wherever it is.
    let mut bytes = URL_SAFE_NO_PAD.decode(signature).expect("it was encoded so");
    for at in [0, bytes.len() / 2, bytes.len() - 1] {
        bytes[at] ^= 1;
        add(&format!("bit {at} of the signature turned"), format!("{header_part}.{claims_part}.{}", encoded(&bytes)));
        bytes[at] ^= 1;
    }
    let more = encoded(claims.with("sub", "\"somebody\"").text());
    add("a signature of other claims", format!("{header_part}.{more}.{signature}"));
    let another = encoded(header.with("x", "1").text());
    add("a signature under another header", format!("{another}.{claims_part}.{signature}"));

    // These are signed as they stand, so only their spelling is wrong. The spaces make the length one that has padding.
    let spaced = |text: String| match text.len() % 3 {
        0 => text + " ",
        _ => text,
    };
    let slashes = spaced(claims.with("more", "\"???>>>~~~\"").text());
    let (plain_header, plain_claims) = (encoded(spaced(header.text())), encoded(&slashes));
    add("claims in the other alphabet", token_of(&plain_header, STANDARD.encode(&slashes).trim_end_matches('='), key));
    for (name, spell) in [
        ("padding", (|part| format!("{part}=")) as fn(&str) -> String),
        ("padding in full", |part| format!("{part}{}", "=".repeat(4 - part.len() % 4))),
        ("a stray bit at the end", stray_bit),
        ("an A too many", |part| format!("{part}A")),
        ("a tilde", |part| format!("{part}~")),
        ("a star", |part| format!("*{part}")),
    ] {
        add(&format!("header with {name}"), token_of(&spell(&plain_header), &plain_claims, key));
        add(&format!("claims with {name}"), token_of(&plain_header, &spell(&plain_claims), key));
    }
    add("signature with a stray bit at the end", format!("{header_part}.{claims_part}.{}", stray_bit(signature)));
    bad.add(format!("{alg} white space inside"), good.replace('.', " ."), "Authorization header must be bearer token.");
}

/// The same bytes to a reader that does not look at the last bits.
fn stray_bit(part: &str) -> String {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let (start, last) = part.split_at(part.len() - 1);
    let at = ALPHABET.iter().position(|letter| last.as_bytes() == [*letter]).expect("a letter of it");
    format!("{start}{}", char::from(ALPHABET[at | 1]))
}

/// Tokens signed with something public, or with nothing.
fn confusion(bad: &mut Bad, ours: &Signer, theirs: &Signer) {
    let Key::Rsa(rsa) = &*RSA else { panic!("it is an RSA key") };
    let der: PublicKeyX509Der = rsa.public_key().as_der().expect("it can be written");
    let base64 = STANDARD.encode(der.as_ref());
    let lines: Vec<_> = base64.as_bytes().chunks(64).map(|line| str::from_utf8(line).expect("ASCII")).collect();
    let pem = format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----", lines.join("\n"));
    let jwk = RSA.jwk("rsa");
    for (name, secret) in [
        ("the RSA key's PEM", pem.clone().into_bytes()),
        ("the RSA key's PEM and a line's end", format!("{pem}\n").into_bytes()),
        ("the RSA key's PEM in DOS lines", pem.replace('\n', "\r\n").into_bytes()),
        ("the RSA key's DER", der.as_ref().to_vec()),
        ("the RSA key's DER (PKCS #1)", rsa.public_key().as_ref().to_vec()),
        ("the RSA key's DER in base64", base64.into_bytes()),
        ("the RSA key's JWK", jwk.to_string().into_bytes()),
        ("the RSA key's modulus", modulus(rsa)),
        ("the RSA key's modulus in base64", encoded(modulus(rsa)).into_bytes()),
        ("the EC key's JWK", EC.jwk("ec").to_string().into_bytes()),
        ("the Ed25519 key's JWK", ED.jwk("ed").to_string().into_bytes()),
        ("all keys", their_keys().to_string().into_bytes()),
        ("the kid", b"rsa".to_vec()),
        ("the issuer", THEIRS.as_bytes().to_vec()),
        ("our name", b"casting-agency".to_vec()),
        ("an empty key", Vec::new()),
        ("a NUL", vec![0]),
        ("zeros", vec![0; 32]),
        ("a word", b"secret".to_vec()),
    ] {
        let key = Key::Secret(secret);
        let plain = &ours.header;
        for (header, which) in [
            (plain.clone(), ""),
            (plain.with("kid", "\"rsa\""), " and its kid"),
            (plain.with("kid", "\"../../../../dev/null\""), " and a path for a kid"),
            (plain.with("kid", "\"x' union select 'secret\""), " and a statement for a kid"),
        ] {
            for (claims, whose) in [(&ours.claims, "ours"), (&theirs.claims, "theirs")] {
                bad.add(format!("HS256 with {name}{which}, {whose}"), token(&header, claims, &key), UNREADABLE);
            }
        }
    }
    // Each key is worth something to its own side only.
    bad.add("our key, their claims", token(&ours.header, &theirs.claims, ours.key), INCORRECT);
    for signer in Signer::all_theirs() {
        bad.add(format!("their {} key, our claims", signer.alg), signer.saying(&ours.claims), INCORRECT);
        let both = theirs
            .claims
            .with("purpose", "\"bearer\"")
            .with("role", "\"executive_producer\"")
            .with("iss", "\"casting-agency\"");
        bad.add(format!("their {} key, a role of ours", signer.alg), signer.saying(&both), INCORRECT);
    }
    // A signature as other libraries write it (DER), and one on another curve.
    let Key::Ec(ec) = &*EC else { panic!("it is an EC key") };
    let pkcs8 = ec.to_pkcs8v1().expect("it can be written");
    let der = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.as_ref()).expect("it was just written");
    let other_curve = EcdsaKeyPair::generate(&ECDSA_P384_SHA384_FIXED_SIGNING).expect("a key can be made");
    let es = Signer::theirs("ES256", "ec", &EC);
    bad.add("ES256 signed in DER", token(&es.header, &es.claims, &Key::Ec(der)), UNREADABLE);
    bad.add("ES256 signed on another curve", token(&es.header, &es.claims, &Key::Ec(other_curve)), UNREADABLE);
}

/// Names of keys that are none of the issuer's, on tokens signed with its key.
fn kids(bad: &mut Bad, signer: &Signer) {
    let Signer { alg, header, .. } = signer;
    let own = header.0.iter().find(|(name, _)| name == "kid").map(|(_, json)| json.trim_matches('"')).expect("a kid");
    let huge = "x".repeat(5000);
    let texts = [
        "",
        " ",
        "x",
        "../../../../dev/null",
        "/dev/null",
        "file:///dev/null",
        "C:\\NUL",
        "http://127.0.0.1/",
        "' or '1'='1",
        "'; drop table people; --",
        "x' union select 'secret",
        "\0",
        "%00",
        "$(id)",
        "| id",
        "../jwks",
        "__proto__",
        "constructor",
        "{{7*7}}",
        "*",
        &huge,
        &format!("{own}\0"),
        &format!("{own} "),
        &format!(" {own}"),
        &format!("{own}/../{own}"),
        &format!("{own}\n"),
        &own.to_uppercase(),
    ]
    .map(|kid| json!(kid).to_string());
    for kid in texts {
        bad.add(format!("{alg} kid {kid:.30}"), signer.under(&header.with("kid", &kid)), UNKNOWN_KEY);
    }
    bad.add(format!("{alg} kid missing"), signer.under(&header.without("kid")), UNKNOWN_KEY);
    for kid in [
        "0",
        "1",
        "-1",
        "1e400",
        "null",
        "true",
        "[]",
        "{}",
        &format!("[\"{own}\"]"),
        &format!("{{\"kid\":\"{own}\"}}"),
        "\"\\ud800\"",
    ] {
        bad.add(format!("{alg} kid {kid}"), signer.under(&header.with("kid", kid)), UNREADABLE);
    }
    for other in ["rsa", "ec", "ed"].into_iter().filter(|other| *other != own) {
        bad.add(
            format!("{alg} under the kid {other}"),
            signer.under(&header.with("kid", &json!(other).to_string())),
            UNKNOWN_KEY,
        );
    }
}

/// Tokens that bring the key which proves them, or say where it is to be had.
fn own_keys(bad: &mut Bad, signer: &Signer, attacker: &TestIssuer) {
    let Signer { alg, header, claims, .. } = signer;
    let (key, kid) = match *alg {
        "RS256" => (&*ATTACKER, "rsa"),
        "ES256" => (&*ATTACKER_EC, "ec"),
        _ => (&*ATTACKER_ED, "ed"),
    };
    let address = json!(format!("{}/jwks", attacker.address)).to_string();
    let certificate = json!([STANDARD.encode("no certificate, which nobody finds out")]).to_string();
    let jwk = |kid: &str| key.jwk(kid).to_string();
    for (name, header) in [
        ("under a known kid", header.clone()),
        ("under a kid of its own", header.with("kid", "\"attacker\"")),
        ("without a kid", header.without("kid")),
    ] {
        let expected = if name == "under a known kid" { UNREADABLE } else { UNKNOWN_KEY };
        for (how, header) in [
            ("alone", header.clone()),
            ("jku", header.with("jku", &address)),
            ("x5u", header.with("x5u", &address)),
            ("jwk", header.with("jwk", &jwk(kid))),
            ("jwk of its own kid", header.with("jwk", &jwk("attacker"))),
            ("x5c", header.with("x5c", &certificate)),
            (
                "all at once",
                header.with("jku", &address).with("x5u", &address).with("jwk", &jwk(kid)).with("x5c", &certificate),
            ),
        ] {
            bad.add(format!("{alg} by an attacker, {name}, {how}"), token(&header, claims, key), expected);
        }
    }
    // What the attacker claims does not have its keys fetched either.
    let theirs = claims.with("iss", &json!(attacker.address).to_string());
    bad.add(
        format!("{alg} by an attacker, and says so"),
        token(&header.with("kid", "\"attacker\""), &theirs, key),
        UNKNOWN_KEY,
    );
}

static ATTACKER: LazyLock<Key> = LazyLock::new(Key::rsa);
static ATTACKER_EC: LazyLock<Key> = LazyLock::new(Key::ec);
static ATTACKER_ED: LazyLock<Key> = LazyLock::new(Key::ed);

/// Our own tokens for something else, and such as say nothing we know.
fn purposes(bad: &mut Bad, ours: &Signer, cookie: String) {
    bad.add("a session's token", cookie, UNREADABLE);
    for purpose in ["\"session\"", "\"refresh\"", "\"Bearer\"", "\"\"", "null", "1", "[\"bearer\"]", "{\"bearer\":{}}"]
    {
        bad.add(format!("purpose {purpose}"), ours.saying(&ours.claims.with("purpose", purpose)), UNREADABLE);
    }
    bad.add("purpose missing", ours.saying(&ours.claims.without("purpose")), UNREADABLE);
    for role in ["\"king\"", "\"\"", "\"Executive_Producer\"", "1", "[\"executive_producer\"]", "{}", "true"] {
        bad.add(format!("role {role}"), ours.saying(&ours.claims.with("role", role)), UNREADABLE);
    }
    let nobody = ours.claims.without("role");
    bad.add("neither role nor permissions", ours.saying(&nobody), NO_PERMISSIONS);
    bad.add("no permissions", ours.saying(&nobody.with("permissions", "[]")), NOT_ALLOWED);
    for permissions in ["\"get:actors\"", "[1]", "{}", "true"] {
        bad.add(
            format!("permissions {permissions}"),
            ours.saying(&nobody.with("permissions", permissions)),
            UNREADABLE,
        );
    }
}

fn their_permissions(bad: &mut Bad, signer: &Signer) {
    let Signer { alg, claims, .. } = signer;
    let mut add = |permissions: &str, expected| {
        bad.add(
            format!("{alg} permissions {permissions}"),
            signer.saying(&claims.with("permissions", permissions)),
            expected,
        );
    };
    for permissions in
        ["\"get:actors\"", "\"\"", "[1]", "[null]", "[[\"get:actors\"]]", "{\"get:actors\":true}", "true", "0"]
    {
        add(permissions, UNREADABLE);
    }
    for permissions in ["[]", "[\"GET:ACTORS\"]", "[\"get:actors \"]", "[\"*\"]", "[\"get:movies\"]", "[\"\"]"] {
        add(permissions, NOT_ALLOWED);
    }
    add("null", NO_PERMISSIONS);
    bad.add(format!("{alg} permissions missing"), signer.saying(&claims.without("permissions")), NO_PERMISSIONS);
    // A role of ours is worth something under the configured name only.
    let role = claims.without("permissions").with("role", "\"executive_producer\"");
    bad.add(format!("{alg} a role under our name for it"), signer.saying(&role), NO_PERMISSIONS);
}

#[tokio::test]
async fn no_bad_token_is_good() {
    let (agency, _issuer) = agency_and_issuer().await;
    let attacker = TestIssuer::open(json!({ "keys": [ATTACKER.jwk("rsa"), ATTACKER.jwk("attacker")] })).await;
    let (ours, theirs) = (Signer::ours(&agency).await, Signer::all_theirs());
    let mut bad = Bad(Vec::new());
    for signer in theirs.iter().chain([&ours]) {
        // What the bad ones are made of is good.
        ask(&agency, &signer.token()).await.is(200);
        bad_claims(&mut bad, signer);
        bad_json(&mut bad, signer);
        bad_headers(&mut bad, signer);
        bad_spellings(&mut bad, signer);
    }
    for signer in &theirs {
        kids(&mut bad, signer);
        own_keys(&mut bad, signer, &attacker);
        their_permissions(&mut bad, signer);
    }
    confusion(&mut bad, &ours, &theirs[0]);
    let session = agency.sign_in("ada", "ada-looks-up").await;
    let (_, cookie) = session.header("set-cookie").split_once('=').expect("a cookie has a value");
    purposes(&mut bad, &ours, cookie.split(';').next().expect("there is a first").into());

    let names: HashSet<_> = bad.0.iter().map(|(name, ..)| name).collect();
    assert_eq!(names.len(), bad.0.len(), "two of one name");
    assert!(bad.0.len() >= 300, "only {} bad tokens", bad.0.len());
    for (name, token, expected) in &bad.0 {
        refused(name, &ask(&agency, token).await, expected);
    }
    assert_eq!(attacker.asked(), 0, "a token had its own keys fetched");
    for signer in theirs.iter().chain([&ours]) {
        ask(&agency, &signer.token()).await.is(200);
    }
}

// Tokens of another issuer: a real one (the certified oidc-provider), on this machine, with tokens as its clients get them.

import { generateKeyPairSync, randomBytes } from "node:crypto";
import { once } from "node:events";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "./fixture";
import { withServer } from "./server";

type Algorithm = "RS256" | "ES256" | "EdDSA";

/** What a client's tokens list, if anything. */
const PERMISSIONS: Record<string, string[] | undefined> = {
  reader: ["get:actors", "read:mail"],
  stranger: [],
  plain: undefined,
};
const OURS = "https://casting.example/api";
const OTHERS = "https://mail.example/api";

for (const algorithm of ["RS256", "ES256", "EdDSA"] as const) {
  test(`tokens signed with ${algorithm} are worth what they list`, ({ demo }) =>
    withProvider(async (provider) => {
      await provider.use(algorithm, newKey(algorithm));
      await withServer(
        demo,
        async (agency) => {
          const reader = await provider.token("reader", OURS);
          expect(await ask(agency, "actors", reader)).toMatchObject({ status: 200, total_actors: 12 });
          expect(await ask(agency, "movies", reader)).toMatchObject({ status: 403, required_permission: "get:movies" });
          const refused = { status: 403, message: "Permission not found." };
          expect(await ask(agency, "actors", await provider.token("stranger", OURS))).toMatchObject(refused);
          const unsaid = { status: 403, message: "Permissions not included in JWT." };
          expect(await ask(agency, "actors", await provider.token("plain", OURS))).toMatchObject(unsaid);
          const notOurs = { status: 401, message: "Incorrect claims. Please, check the audience and issuer." };
          expect(await ask(agency, "actors", await provider.token("reader", OTHERS))).toMatchObject(notOurs);
        },
        settings(provider.issuer),
      );
    }));
}

test("a token does not outlive its key", ({ demo }) =>
  withProvider(async (provider) => {
    await provider.use("ES256", newKey("ES256"));
    const before = await provider.token("reader", OURS);
    const check = (expected: Record<string, unknown>, token: string) =>
      withServer(
        demo,
        async (agency) => expect(await ask(agency, "actors", token)).toMatchObject(expected),
        settings(provider.issuer),
      );
    await check({ status: 200 }, before);
    await provider.use("ES256", newKey("ES256"));
    await check({ status: 401, message: "Unable to find the appropriate key." }, before);
    await check({ status: 200 }, await provider.token("reader", OURS));
  }));

test("without the issuer in the configuration its tokens are worth nothing", ({ demo }) =>
  withProvider(async (provider) => {
    await provider.use("RS256", newKey("RS256"));
    const token = await provider.token("reader", OURS);
    await withServer(demo, async (agency) => expect(await ask(agency, "actors", token)).toMatchObject({ status: 401 }));
  }));

/** A Leptos.toml beside the binary that trusts this issuer. */
const settings = (issuer: string) => `
[[auth.issuers]]
iss = "${issuer}"
aud = "${OURS}"
jwks = "${issuer}/jwks"
`;

async function ask(agency: string, what: string, token: string) {
  const reply = await fetch(`${agency}/api/v1/${what}`, { headers: { authorization: `Bearer ${token}` } });
  return { ...(await reply.json()), status: reply.status };
}

function newKey(algorithm: Algorithm) {
  const { privateKey } = {
    RS256: () => generateKeyPairSync("rsa", { modulusLength: 2048 }),
    ES256: () => generateKeyPairSync("ec", { namedCurve: "P-256" }),
    EdDSA: () => generateKeyPairSync("ed25519"),
  }[algorithm]();
  return { ...privateKey.export({ format: "jwk" }), alg: algorithm, use: "sig", kid: randomBytes(8).toString("hex") };
}

type TestProvider = {
  issuer: string;
  /** Has it sign with this key from now on, and list no other. */
  use: (algorithm: Algorithm, key: object) => Promise<void>;
  /** A token for this client to use there. */
  token: (client: string, resource: string) => Promise<string>;
};

async function withProvider(work: (provider: TestProvider) => Promise<void>) {
  // Only here: it warns about Node 20 when it is loaded, and every worker reads this file.
  const { default: Provider } = await import("oidc-provider");
  const server: Server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const secret = randomBytes(32).toString("hex");

  const use = async (algorithm: Algorithm, key: object) => {
    const provider = new Provider(issuer, {
      jwks: { keys: [key] },
      cookies: { keys: [secret] },
      clients: Object.keys(PERMISSIONS).map((client_id) => ({
        client_id,
        client_secret: secret,
        grant_types: ["client_credentials"],
        redirect_uris: [],
        response_types: [],
        id_token_signed_response_alg: algorithm,
      })),
      ttl: { ClientCredentials: 3600 },
      clientDefaults: { id_token_signed_response_alg: algorithm },
      features: {
        devInteractions: { enabled: false },
        clientCredentials: { enabled: true },
        resourceIndicators: {
          enabled: true,
          getResourceServerInfo: (_: unknown, audience: string) => ({
            audience,
            scope: "",
            accessTokenFormat: "jwt",
            jwt: { sign: { alg: algorithm } },
          }),
        },
      },
      extraTokenClaims: (_: unknown, token: { clientId: string }) => ({ permissions: PERMISSIONS[token.clientId] }),
    });
    server.removeAllListeners("request").on("request", provider.callback());
  };

  const token = async (client: string, resource: string) => {
    const reply = await fetch(`${issuer}/token`, {
      method: "POST",
      headers: { authorization: `Basic ${btoa(`${client}:${secret}`)}` },
      body: new URLSearchParams({ grant_type: "client_credentials", resource }),
    });
    expect(reply.status, "the provider gives a token").toBe(200);
    return (await reply.json()).access_token as string;
  };

  try {
    await work({ issuer, use, token });
  } finally {
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  }
}

// An issuer whose private key the test holds: it publishes what a test says, and counts what it is asked.

import { createHmac, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

export const INTROSPECTING = { client_id: 'notes-api', client_secret: 'a secret / with + signs' };

const rsa = (modulusLength) => generateKeyPairSync('rsa', { modulusLength });
const published = ({ publicKey }, members) => ({ ...publicKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig', ...members });

/** Keys take a while to make: all issuers of a run share them. */
export const KEYS = { good: rsa(2048), foreign: rsa(2048), small: rsa(1024), encryption: rsa(2048), twin: rsa(2048) };

const KEY_SET = {
  keys: [
    { kty: 'RSA', kid: 'broken', n: 'AQ', e: '' },
    { kty: 'unheard of', kid: 'unheard of' },
    'not a key',
    published(KEYS.good, { kid: 'good' }),
    published(KEYS.small, { kid: 'small' }),
    published(KEYS.encryption, { kid: 'encryption', use: 'enc' }),
    published(KEYS.good, { kid: 'twin' }),
    published(KEYS.twin, { kid: 'twin' }),
  ],
};

export class FakeIssuer {
  /** How often each path was asked for. */
  hits = new Map();
  /** What it says of an API key; inactive if nothing. */
  apiKeys = new Map();
  #server;

  static async start() {
    const issuer = new FakeIssuer();
    issuer.#server = createServer((request, response) => issuer.#answer(request, response));
    issuer.#server.listen(0, '127.0.0.1');
    await once(issuer.#server, 'listening');
    issuer.url = `http://127.0.0.1:${issuer.#server.address().port}`;
    return issuer;
  }

  async stop() {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  hitsAt(path) {
    return this.hits.get(path) ?? 0;
  }

  /** The claims of a good access token for this API. */
  claims(audience) {
    const now = Math.floor(Date.now() / 1000);
    const [iat, exp] = [now, now + 600];
    const [sub, client_id, jti] = ['robot', 'robot', randomUUID()];
    return { iss: this.url, aud: audience, sub, client_id, jti, iat, exp, scope: 'notes:read', roles: ['editor'] };
  }

  async #answer(request, response) {
    const { pathname } = new URL(request.url, this.url);
    this.hits.set(pathname, this.hitsAt(pathname) + 1);
    const documents = {
      '/.well-known/openid-configuration': () => ({
        issuer: this.url,
        jwks_uri: `${this.url}/oauth2/jwks`,
        introspection_endpoint: `${this.url}/oauth2/introspect`,
      }),
      '/oauth2/jwks': () => KEY_SET,
      '/oauth2/introspect': async () => this.#introspected(request, new URLSearchParams(await text(request))),
    };
    const document = await documents[pathname]?.();
    response.writeHead(document ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(document ?? {}));
  }

  #introspected({ headers, method }, body) {
    // RFC 6749 section 2.3.1: the name and the password are form-encoded.
    const pair = Buffer.from(headers.authorization?.match(/^Basic (.*)$/)?.[1] ?? '', 'base64').toString();
    const [id, secret] = pair.split(':').map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
    const asked = method === 'POST' && id === INTROSPECTING.client_id && secret === INTROSPECTING.client_secret;
    return asked ? (this.apiKeys.get(body.get('token')) ?? { active: false }) : undefined;
  }
}

const HEADER = { alg: 'RS256', typ: 'at+jwt', kid: 'good' };
const encoded = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const signatures = {
  RS256: (input, { privateKey }) => sign('sha256', input, privateKey),
  RS384: (input, { privateKey }) => sign('sha384', input, privateKey),
  PS256: (input, { privateKey: key }) => sign('sha256', input, { key, padding: 6, saltLength: 32 }),
  none: () => Buffer.alloc(0),
};

/** A token as told: `header` and `claims` over the good ones (undefined leaves one out), signed with `key`. */
export function forge(claims, { header = {}, payload = {}, key = KEYS.good, secret, after = (token) => token } = {}) {
  const judged = { ...HEADER, ...header };
  const input = `${encoded(judged)}.${encoded(typeof payload === 'string' ? payload : { ...claims, ...payload })}`;
  const signature = secret
    ? createHmac('sha256', secret(key)).update(input).digest()
    : (signatures[judged.alg] ?? signatures.RS256)(Buffer.from(input), key);
  return after(`${input}.${signature.toString('base64url')}`);
}

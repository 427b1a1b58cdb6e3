// Tokens forged with jose, against the API example and against the verifier itself. Each is shown after a good token that
// both accept. See also python/test_forged.py.

import assert from 'node:assert/strict';
import { createPublicKey, randomUUID, webcrypto } from 'node:crypto';
import { after, before, test } from 'node:test';

import {
  CompactEncrypt, CompactSign, exportJWK, exportSPKI, FlattenedSign, GeneralSign, generateKeyPair, SignJWT, UnsecuredJWT,
} from 'jose';

import { api, documents, judge } from '../lib/pretender.mjs';

// Node 18 has Web Crypto, but not as a global.
globalThis.crypto ??= webcrypto;

const AUDIENCE = 'https://api.example.test';
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'];
const keys = {};
let foreign;
let issuer;
let attacker;
let server;
let verifier;

before(async () => {
  issuer = await documents();
  attacker = await documents();
  for (const alg of ALGORITHMS) keys[alg] = await generateKeyPair(alg, { extractable: true });
  foreign = await generateKeyPair('RS256', { extractable: true });
  const published = [];
  for (const alg of ALGORITHMS) {
    published.push({ ...(await exportJWK(keys[alg].publicKey)), kid: alg, alg, use: 'sig' });
  }
  issuer.byPath = {
    '/.well-known/openid-configuration': { issuer: issuer.url, jwks_uri: `${issuer.url}/jwks` },
    '/jwks': { keys: published },
  };
  server = await api(issuer.url, AUDIENCE);
  verifier = judge(issuer.url, AUDIENCE);
  assert.ok(await verifier.keys(issuer.byPath['/jwks']));
});

after(() => [issuer, attacker, server, verifier].forEach((each) => each?.close()));

const header = (alg, changed = {}) => ({ alg, typ: 'at+jwt', kid: alg, ...changed });

function claims(changed = {}) {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: issuer.url, aud: AUDIENCE, exp: now + 300, iat: now, sub: 'user-1', client_id: 'app', jti: randomUUID(),
    scope: 'notes.read', roles: ['editor'], ...changed,
  };
}

const encoded = (value) => new TextEncoder().encode(JSON.stringify(value));
const signed = (alg, changedHeader, changedClaims, key = keys[alg].privateKey) =>
  new SignJWT(claims(changedClaims)).setProtectedHeader(header(alg, changedHeader)).sign(key);
const secret = async () => new TextEncoder().encode(await exportSPKI(keys.RS256.publicKey));
const me = (token) => fetch(`${server.url}/me`, { headers: { authorization: `Bearer ${token}` } });

// A key that signs under the name of another algorithm: jose insists that a key fits, so it gets one that does.
async function dressed(alg, hash, name) {
  const jwk = await exportJWK(keys[alg].privateKey);
  return crypto.subtle.importKey('jwk', { ...jwk, alg: undefined }, { name, hash }, false, ['sign']);
}

const FORGERIES = {
  'an unsecured JWT': ['wrong_token_type', () => new UnsecuredJWT(claims()).encode()],
  ...Object.fromEntries(
    ['HS256', 'HS384', 'HS512'].map((alg) => [
      `${alg} keyed by the public key`,
      ['algorithm_refused', async () => signed(alg, { kid: 'RS256' }, {}, await secret())],
    ]),
  ),
  'RS512 by the key for RS256': [
    'algorithm_refused', async () => signed('RS512', { kid: 'RS256' }, {}, await dressed('RS256', 'SHA-512', 'RSASSA-PKCS1-v1_5')),
  ],
  'PS256 by the key for RS256': [
    'unknown_key', async () => signed('PS256', { kid: 'RS256' }, {}, await dressed('RS256', 'SHA-256', 'RSA-PSS')),
  ],
  'RS256 by the key for PS256': [
    'unknown_key', async () => signed('RS256', { kid: 'PS256' }, {}, await dressed('PS256', 'SHA-256', 'RSASSA-PKCS1-v1_5')),
  ],
  'ES256 in the name of RS256': ['unknown_key', () => signed('ES256', { kid: 'RS256' })],
  'RS256 in the name of ES256': ['unknown_key', () => signed('RS256', { kid: 'ES256' })],
  'a foreign key': ['bad_signature', () => signed('RS256', {}, {}, foreign.privateKey)],
  'a foreign key in the header': [
    'bad_signature', async () => signed('RS256', { jwk: await exportJWK(foreign.publicKey) }, {}, foreign.privateKey),
  ],
  'a foreign key at an address': ['bad_signature', () => signed('RS256', { jku: `${attacker.url}/jwks` }, {}, foreign.privateKey)],
  'a certificate at an address': [
    'unknown_key', () => signed('RS256', { kid: 'x', x5u: `${attacker.url}/chain` }, {}, foreign.privateKey),
  ],
  'a certificate in the header': [
    'bad_signature',
    async () => {
      const der = createPublicKey(await exportSPKI(foreign.publicKey)).export({ type: 'spki', format: 'der' });
      return signed('RS256', { x5c: [der.toString('base64')] }, {}, foreign.privateKey);
    },
  ],
  'a critical b64': ['malformed_token', () => signed('RS256', { b64: true, crit: ['b64'] })],
  'a payload that is not encoded': [
    'malformed_token',
    async () => {
      const parts = new FlattenedSign(encoded(claims())).setProtectedHeader(header('RS256', { b64: false, crit: ['b64'] }));
      const { protected: first, signature } = await parts.sign(keys.RS256.privateKey);
      return `${first}..${signature}`;
    },
  ],
  'flattened JSON': [
    'malformed_token',
    async () => JSON.stringify(await new FlattenedSign(encoded(claims())).setProtectedHeader(header('RS256')).sign(keys.RS256.privateKey)),
  ],
  'general JSON': [
    'malformed_token',
    async () => {
      const general = new GeneralSign(encoded(claims()));
      for (const alg of ALGORITHMS) general.addSignature(keys[alg].privateKey).setProtectedHeader(header(alg));
      return JSON.stringify(await general.sign());
    },
  ],
  'a token encrypted for the issuer': [
    'malformed_token',
    async () => {
      const inner = new TextEncoder().encode(await signed('RS256'));
      const key = await crypto.subtle.importKey(
        'jwk', await exportJWK(keys.RS256.publicKey), { name: 'RSA-OAEP', hash: 'SHA-256' }, false, ['encrypt'],
      );
      const outer = { ...header('RSA-OAEP-256'), kid: 'RS256', enc: 'A256GCM', cty: 'JWT' };
      return new CompactEncrypt(inner).setProtectedHeader(outer).encrypt(key);
    },
  ],
  'a token in a token': [
    'malformed_token',
    async () =>
      new CompactSign(new TextEncoder().encode(await signed('RS256')))
        .setProtectedHeader(header('RS256', { cty: 'JWT' }))
        .sign(keys.RS256.privateKey),
  ],
  'an ID token': ['wrong_token_type', () => signed('RS256', { typ: 'JWT' })],
  'expired': ['token_expired', () => signed('RS256', {}, { exp: Math.floor(Date.now() / 1000) - 60 })],
  'never expiring': ['invalid_claim', () => signed('RS256', {}, { exp: undefined })],
  'an audience in an array in an array': ['invalid_claim', () => signed('RS256', {}, { aud: [[AUDIENCE]] })],
  'an issuer in an array': ['invalid_claim', () => signed('RS256', {}, { iss: [issuer.url] })],
  'another audience': ['wrong_audience', () => signed('RS256', {}, { aud: 'https://other.example.test' })],
  'another issuer': ['wrong_issuer', () => signed('RS256', {}, { iss: attacker.url })],
};

for (const [name, [reason, forge]] of Object.entries(FORGERIES)) {
  test(`forged: ${name}`, async () => {
    for (const alg of ALGORITHMS) assert.equal(await verifier.refuses(await signed(alg)), undefined, `the twin, ${alg}`);
    assert.equal((await me(await signed('RS256'))).status, 200, 'the accepted twin');

    const token = await forge();
    assert.equal(await verifier.refuses(token), reason, token);
    const answer = await me(token);
    assert.ok([400, 401].includes(answer.status), `${answer.status}`);
    assert.match(answer.headers.get('www-authenticate'), /Bearer/);
    assert.doesNotMatch(await answer.text(), /user-1/);
    assert.deepEqual(attacker.asked, []);
  });
}

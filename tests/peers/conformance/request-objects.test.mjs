// Request objects by value and by reference (OpenID Connect Core 1.0 section 6, RFC 9101).

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { CompactEncrypt, importJWK, UnsecuredJWT } from 'jose';

import { CALLBACK, random, register } from './harness/client.mjs';
import { keyPair } from './harness/keys.mjs';
import { issuer, json, metadata } from './harness/op.mjs';
import { Party } from './harness/party.mjs';
import { Person } from './harness/person.mjs';

let party;

before(async () => (party = await Party.start()));
after(() => party.stop());

/** What stands beside the object: what OAuth needs to be there. */
const beside = (client) => ({ client_id: client.client_id, response_type: 'code', scope: 'openid' });

const within = (client, more) => ({
  iss: client.client_id,
  aud: issuer,
  ...beside(client),
  redirect_uri: CALLBACK,
  state: random(),
  nonce: random(),
  ...more,
});

const unsigned = (claims) => new UnsecuredJWT(claims).encode();

async function signing(alg, more = {}) {
  const keys = await keyPair(alg);
  return register({ jwks: { keys: [keys.jwk] }, request_object_signing_alg: alg, ...more }, keys);
}

async function open(client, parameters) {
  return new Person().open(client.url({ ...beside(client), ...parameters }));
}

test('Core 6.1 (unsigned-request-object): it is taken from a client that registered so', async () => {
  const client = await register({ request_object_signing_alg: 'none' });
  const claims = within(client);
  const answer = await open(client, { redirect_uri: CALLBACK, request: unsigned(claims) });
  assert.ok(answer.get('code'), String(answer));
  assert.equal(answer.get('state'), claims.state);
});

test('Core 6.1 (unsigned-request-object-supported-correctly-or-rejected-as-unsupported): else taken whole, or refused', async () => {
  const client = await register();
  const claims = within(client);
  const answer = await open(client, { redirect_uri: CALLBACK, state: 'beside', request: unsigned(claims) });
  if (answer.get('error')) assert.equal(answer.get('error'), 'request_not_supported', String(answer));
  else assert.equal(answer.get('state'), claims.state);
});

// Registration 2: who registers no algorithm may use any that the server supports.
test('Core 15.2 (request-uri-unsigned): a client that registered no algorithm, where none is advertised', async (context) => {
  if (!metadata.request_object_signing_alg_values_supported.includes('none')) return context.skip('it is not');
  const path = `/request-${random()}`;
  const client = await register({ request_uris: [`${party.origin}${path}`] });
  const claims = within(client);
  const request_uri = party.publish(path, unsigned(claims), { type: 'application/jwt' });
  const answer = await open(client, { request_uri, redirect_uri: CALLBACK });
  assert.ok(answer.get('code'), String(answer));
  return assert.equal(answer.get('state'), claims.state);
});

for (const registered of [{ request_object_signing_alg: 'none' }, {}]) {
  const said = JSON.stringify(registered);
  test(`Core 6.1 (unsigned-request-object): it is taken from a client that registered no signature: ${said}`, async () => {
    const client = await register(registered);
    const claims = within(client);
    const answer = await open(client, { redirect_uri: CALLBACK, state: 'beside', request: unsigned(claims) });
    assert.ok(answer.get('code'), String(answer));
    assert.equal(answer.get('state'), claims.state);
  });
}

test('Registration 2: an algorithm that was registered leaves no other, none among them', async () => {
  const client = await signing('RS256');
  const answer = await open(client, { redirect_uri: CALLBACK, request: unsigned(within(client)) });
  assert.equal(answer.get('error'), 'request_not_supported', String(answer));
});

for (const alg of metadata.request_object_signing_alg_values_supported ?? []) {
  if (alg === 'none' || alg.startsWith('HS')) continue;
  test(`Core 6.3.2: signed by ${alg}`, async () => {
    const client = await signing(alg);
    const claims = within(client);
    const answer = await open(client, { request: await client.sign(claims), redirect_uri: CALLBACK });
    assert.ok(answer.get('code'), String(answer));
    assert.equal(answer.get('state'), claims.state);
  });
}

test('Core 6.1 (ensure-request-object-with-redirect-uri): the object wins over what stands beside', async () => {
  const other = `${CALLBACK}/other`;
  const client = await signing('RS256', { redirect_uris: [CALLBACK, other] });
  const request = await client.sign(within(client, { redirect_uri: other }));
  const answer = await open(client, { request, redirect_uri: CALLBACK, state: 'beside' });
  assert.equal(answer.uri, other, String(answer));
  assert.notEqual(answer.get('state'), 'beside');
});

test('Core 6.1: so it does over a redirect URI that is not registered', async () => {
  for (const alg of ['RS256', undefined]) {
    const client = alg ? await signing(alg) : await register({ request_object_signing_alg: 'none' });
    const claims = within(client);
    const request = alg ? await client.sign(claims) : unsigned(claims);
    const answer = await open(client, { request, redirect_uri: 'https://rp.example.test/unregistered' });
    assert.equal(answer.uri, CALLBACK, String(answer));
    assert.equal(answer.get('state'), claims.state);
  }
});

test('Core 6.1: an object by another key is refused', async () => {
  const client = await signing('RS256');
  const stranger = await keyPair('RS256');
  const own = client.keys;
  client.keys = { ...stranger, kid: own.kid };
  const answer = await open(client, { request: await client.sign(within(client)), redirect_uri: CALLBACK });
  assert.equal(answer.get('error'), 'invalid_request_object', String(answer));
});

test('Core 6.1: a client_id or response_type within that is another one is refused', async () => {
  const client = await signing('RS256');
  for (const more of [{ client_id: 'somebody' }, { response_type: 'id_token' }]) {
    const answer = await open(client, { request: await client.sign(within(client, more)), redirect_uri: CALLBACK });
    assert.equal(answer.get('code'), undefined, String(answer));
  }
});

test('RFC 9101 10.5: who has to sign cannot go without', async () => {
  const client = await signing('RS256', { require_signed_request_object: true });
  const answer = await open(client, { redirect_uri: CALLBACK, nonce: random() });
  assert.equal(answer.get('code'), undefined, String(answer));
  assert.ok(['invalid_request', 'invalid_request_object'].includes(answer.get('error')), String(answer));
});

for (const alg of metadata.request_object_encryption_alg_values_supported ?? []) {
  test(`Core 6.1: signed, and encrypted by ${alg}`, async () => {
    const client = await signing('RS256');
    const { keys } = await json(metadata.jwks_uri);
    const key = keys.find((each) => each.use === 'enc' && each.alg === alg);
    const inside = new TextEncoder().encode(await client.sign(within(client)));
    const request = await new CompactEncrypt(inside)
      .setProtectedHeader({ alg, enc: 'A128CBC-HS256', kid: key.kid, cty: 'JWT' })
      .encrypt(await importJWK(key, alg));
    const answer = await open(client, { request, redirect_uri: CALLBACK });
    assert.ok(answer.get('code'), String(answer));
  });
}

test('Core 6.2 (request-uri-unsigned): by a registered reference', async () => {
  const path = `/request-${random()}`;
  // Section 6.2: the fragment may be a hash of what is there, and is part of the registered URI.
  const request_uri = `${party.origin}${path}#hash`;
  const client = await register({ request_uris: [request_uri], request_object_signing_alg: 'none' });
  party.publish(path, unsigned(within(client)), { type: 'application/oauth-authz-req+jwt' });
  const answer = await open(client, { request_uri, redirect_uri: CALLBACK });
  assert.ok(answer.get('code'), String(answer));
});

test('Core 6.2 (request-uri-signed): by a registered reference, signed', async () => {
  const path = `/request-${random()}`;
  const client = await signing('RS256', { request_uris: [`${party.origin}${path}`] });
  const request_uri = party.publish(path, await client.sign(within(client)), { type: 'application/jwt' });
  const answer = await open(client, { request_uri, redirect_uri: CALLBACK });
  assert.ok(answer.get('code'), String(answer));
});

test('Core 6.2: a reference that was not registered is not fetched', async () => {
  const client = await signing('RS256', { request_uris: [`${party.origin}/registered`] });
  const request_uri = party.publish('/unregistered', await client.sign(within(client)));
  const answer = await open(client, { request_uri, redirect_uri: CALLBACK });
  assert.equal(answer.get('error'), 'invalid_request_uri', String(answer));
  assert.equal(party.at('/unregistered').length, 0);
});

test('Core 6.2.1: a reference that leads nowhere is refused', async () => {
  const client = await signing('RS256', { request_uris: [`${party.origin}/nothing`] });
  const answer = await open(client, { request_uri: `${party.origin}/nothing`, redirect_uri: CALLBACK });
  assert.equal(answer.get('error'), 'invalid_request_uri', String(answer));
});

test('RFC 9101 5: value and reference at once are refused', async () => {
  const client = await signing('RS256', { request_uris: [`${party.origin}/both`] });
  const request = await client.sign(within(client));
  const answer = await open(client, { request, request_uri: party.publish('/both', request), redirect_uri: CALLBACK });
  assert.equal(answer.get('code'), undefined, String(answer));
});

test('Discovery 3: both ways are advertised', () => {
  assert.equal(metadata.request_parameter_supported, true);
  assert.equal(metadata.request_uri_parameter_supported, true);
  assert.equal(metadata.require_request_uri_registration, true);
});

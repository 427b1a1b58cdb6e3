// How clients prove themselves: each method, and only the registered one.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { eventually } from '../lib/eventually.mjs';
import { Client, random, register } from './harness/client.mjs';
import { keyPair } from './harness/keys.mjs';
import { issuer, metadata, read, refused } from './harness/op.mjs';
import { Party } from './harness/party.mjs';
import { Person } from './harness/person.mjs';

let party;

before(async () => (party = await Party.start()));
after(() => party.stop());

const FORM = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** A client by a method, with keys of its own where it needs some. */
async function by(token_endpoint_auth_method, alg, more = {}) {
  const keys = token_endpoint_auth_method === 'private_key_jwt' ? await keyPair(alg) : undefined;
  const members = {
    token_endpoint_auth_method,
    ...(alg && { token_endpoint_auth_signing_alg: alg }),
    ...(keys && { jwks: { keys: [keys.jwk] } }),
    ...more,
  };
  return register(members, keys);
}

const METHODS = ['client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt'];

for (const method of METHODS) {
  test(`Core 9 (server-${method}): accepted`, async () => {
    const client = await by(method, method === 'private_key_jwt' ? 'RS256' : undefined);
    assert.equal(client.token_endpoint_auth_method, method);
    assert.ok((await client.signIn(new Person())).tokens.id_token);
  });
}

test('Core 9: all of them are advertised', () => {
  for (const method of METHODS) assert.ok(metadata.token_endpoint_auth_methods_supported.includes(method), method);
});

for (const alg of ['PS256', 'ES256', 'ES384', 'EdDSA']) {
  test(`Core 9: private_key_jwt by ${alg}`, async () => {
    const client = await by('private_key_jwt', alg);
    assert.ok((await client.signIn(new Person())).tokens.id_token);
  });
}

test('Core 9: private_key_jwt with keys at a jwks_uri', async () => {
  const keys = await keyPair('ES256');
  const jwks_uri = party.publish('/keys', { keys: [keys.jwk] });
  const client = await register({ token_endpoint_auth_method: 'private_key_jwt', jwks_uri }, keys);
  await client.signIn(new Person());
  assert.ok(party.at('/keys').length > 0);
});

test('Core 10.1.1 (refresh-token-rp-key-rotation): a key that is new there is found within a minute', async () => {
  const [old, fresh] = [await keyPair('ES256'), await keyPair('ES256')];
  const jwks_uri = party.publish('/rotated', { keys: [old.jwk] });
  const client = await register({ token_endpoint_auth_method: 'private_key_jwt', jwks_uri }, old);
  await client.signIn(new Person());
  party.publish('/rotated', { keys: [fresh.jwk] });
  const turned = new Client(client, fresh);
  await eventually(() => turned.signIn(new Person()), 60_000);
});

test('Registration 2: another method than the registered one is refused', async () => {
  const client = await by('client_secret_basic');
  const { answer } = await client.ask(new Person());
  const other = new Client({ ...client, token_endpoint_auth_method: 'client_secret_post' });
  refused(await other.redeem(answer), 401, 'invalid_client');
});

test('RFC 6749 2.3: two methods at once are refused', async () => {
  const client = await by('client_secret_basic');
  const { answer } = await client.ask(new Person());
  const twice = { client_id: client.client_id, client_secret: client.client_secret };
  const { status, body } = await client.redeem(answer, twice);
  assert.ok([400, 401].includes(status));
  assert.ok(['invalid_request', 'invalid_client'].includes(body.error));
});

test('RFC 6749 5.2: a wrong secret is 401, with a challenge where it came by Basic', async () => {
  const client = await by('client_secret_basic');
  const wrong = new Client({ ...client, client_secret: 'wrong' });
  const answer = await wrong.token({ grant_type: 'authorization_code', code: 'none' });
  refused(answer, 401, 'invalid_client');
  assert.match(answer.headers.get('www-authenticate'), /^Basic/i);
});

/** The answer to an assertion with these claims instead of the right ones, and nothing else that names the client. */
async function asserted(client, claims) {
  const { answer } = await client.ask(new Person());
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code: answer.get('code'),
    redirect_uri: client.redirect_uris[0],
    client_assertion_type: FORM,
    client_assertion: await client.assertion(claims),
  });
  return read(await fetch(metadata.token_endpoint, { method: 'POST', body }));
}

for (const [what, claims] of Object.entries({
  'another audience': { aud: 'https://elsewhere.example.test' },
  'another subject': { sub: 'somebody' },
  'another issuer': { iss: 'somebody' },
})) {
  test(`RFC 7523 3: an assertion with ${what} is refused`, async () => {
    const client = await by('private_key_jwt', 'RS256');
    assert.equal((await asserted(client, { aud: issuer })).status, 200, 'the issuer is an audience');
    refused(await asserted(client, claims), 401, 'invalid_client');
  });
}

test('Core 9: an assertion counts once', async () => {
  const client = await by('client_secret_jwt');
  const jti = random();
  assert.equal((await asserted(client, { jti })).status, 200);
  refused(await asserted(client, { jti }), 401, 'invalid_client');
});

test('Core 9 (none): a public client proves nothing, and needs PKCE', async () => {
  const client = await register({ token_endpoint_auth_method: 'none' });
  assert.equal(client.client_secret, undefined);
  const { answer } = await client.ask(new Person());
  assert.equal(answer.get('error'), 'invalid_request', String(answer));
});

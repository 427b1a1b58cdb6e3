// Profile Config: what the provider publishes of itself.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { importJWK } from 'jose';

import { issuer, json, metadata, read } from './harness/op.mjs';
import { users } from './harness/users.mjs';

test('Discovery 4.3: the issuer is where its metadata are', () => assert.equal(metadata.issuer, issuer));

test('Discovery 3: all that is required is there', () => {
  for (const member of [
    'issuer', 'authorization_endpoint', 'token_endpoint', 'userinfo_endpoint', 'jwks_uri', 'registration_endpoint',
    'end_session_endpoint', 'check_session_iframe', 'introspection_endpoint', 'revocation_endpoint',
  ]) {
    assert.equal(typeof metadata[member], 'string', member);
    assert.ok(metadata[member].startsWith(issuer), member);
  }
  assert.ok(metadata.scopes_supported.includes('openid'));
  assert.ok(metadata.subject_types_supported.length > 0);
  assert.ok(metadata.id_token_signing_alg_values_supported.includes('RS256'));
  // What a provider with dynamic registration has to support.
  for (const type of ['code', 'id_token', 'id_token token']) assert.ok(metadata.response_types_supported.includes(type));
  for (const grant of ['authorization_code', 'implicit']) assert.ok(metadata.grant_types_supported.includes(grant), grant);
});

test('Discovery 3: lists are lists of different words, and switches are switches', () => {
  for (const [member, value] of Object.entries(metadata)) {
    if (/_supported$/.test(member) && Array.isArray(value)) {
      assert.ok(value.length > 0, `${member} is empty`);
      assert.equal(new Set(value).size, value.length, `${member} says something twice`);
    } else if (/_supported$|^require_/.test(member)) {
      assert.equal(typeof value, 'boolean', member);
    }
    assert.notEqual(value, null, member);
  }
});

test('Discovery 3: the profiles are advertised', () => {
  for (const member of [
    'claims_parameter_supported', 'request_parameter_supported', 'request_uri_parameter_supported',
    'frontchannel_logout_supported', 'frontchannel_logout_session_supported', 'backchannel_logout_supported',
    'backchannel_logout_session_supported', 'authorization_response_iss_parameter_supported',
  ]) {
    assert.equal(metadata[member], true, member);
  }
  assert.deepEqual([...metadata.subject_types_supported].sort(), [
    'pairwise', 'public',
  ]);
});

test('Discovery 3: assertions have algorithms', () => {
  for (const endpoint of ['token', 'introspection', 'revocation']) {
    const methods = metadata[`${endpoint}_endpoint_auth_methods_supported`];
    const algorithms = metadata[`${endpoint}_endpoint_auth_signing_alg_values_supported`];
    if (!methods.some((method) => method.endsWith('_jwt'))) continue;
    assert.ok(algorithms.includes('RS256') && !algorithms.includes('none'), endpoint);
  }
});

test('Core 10.1: the keys are public, usable and distinct', async () => {
  const { keys } = await json(metadata.jwks_uri);
  const kids = keys.map((key) => key.kid);
  assert.ok(kids.every(Boolean));
  assert.equal(new Set(kids).size, kids.length);
  for (const key of keys) {
    for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k', 'oth']) assert.equal(key[secret], undefined, key.kid);
    assert.ok(['sig', 'enc'].includes(key.use), key.use);
    assert.ok(['RSA', 'EC', 'OKP'].includes(key.kty), key.kty);
    assert.ok(await importJWK(key, key.alg));
  }
});

test('Core 10.1: there is a key for each algorithm that is advertised', async () => {
  const { keys } = await json(metadata.jwks_uri);
  for (const algorithm of metadata.id_token_signing_alg_values_supported) {
    if (algorithm.startsWith('HS')) continue;
    assert.ok(keys.some((key) => key.use === 'sig' && key.alg === algorithm), algorithm);
  }
  for (const algorithm of metadata.request_object_encryption_alg_values_supported ?? []) {
    assert.ok(keys.some((key) => key.use === 'enc' && key.alg === algorithm), algorithm);
  }
});

test('RFC 8414 3: OAuth clients find the same', async () => {
  assert.deepEqual(await json(`${issuer}/.well-known/oauth-authorization-server`), metadata);
});

test('RFC 9728 3: so do clients of UserInfo', async () => {
  const resource = await json(`${issuer}/.well-known/oauth-protected-resource`);
  assert.deepEqual(resource.authorization_servers, [issuer]);
});

test('Fetch: scripts of any origin may read it', async () => {
  for (const url of [`${issuer}/.well-known/openid-configuration`, metadata.jwks_uri]) {
    const answer = await fetch(url, { headers: { origin: 'https://spa.example.test' } });
    assert.equal(answer.headers.get('access-control-allow-origin'), '*', url);
    await answer.body.cancel();
  }
});

for (const [kind, resource] of [
  ['an account', `acct:${users.alice.identifier}@${new URL(issuer).host}`],
  ['a URL', `${issuer}/${users.alice.identifier}`],
]) {
  test(`Discovery 2: WebFinger leads from ${kind} to the issuer`, async () => {
    const url = new URL('/.well-known/webfinger', issuer);
    url.search = new URLSearchParams({ resource, rel: 'http://openid.net/specs/connect/1.0/issuer' });
    const { status, body, headers } = await read(await fetch(url));
    assert.equal(status, 200);
    assert.match(headers.get('content-type'), /^application\/jrd\+json/);
    assert.equal(body.subject, resource);
    const link = body.links.find(({ rel }) => rel === 'http://openid.net/specs/connect/1.0/issuer');
    assert.equal(link.href, issuer);
  });
}

// openid-client registers itself, and holds the server to its own reading of the specifications.

import '../lib/peer.mjs';

import assert from 'node:assert/strict';
import { test } from 'node:test';

import * as client from 'openid-client';

import { CALLBACK } from './harness/client.mjs';
import { keyPair } from './harness/keys.mjs';
import { issuer } from './harness/op.mjs';
import { Person } from './harness/person.mjs';
import { users } from './harness/users.mjs';

/** A registration by the library; what is enabled on top of the checks that it always makes. */
function register(metadata, authentication, ...execute) {
  // By default it posts the secret, whatever the default of a registration is.
  const all = { redirect_uris: [CALLBACK], token_endpoint_auth_method: 'client_secret_post', ...metadata };
  const options = { execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks, ...execute] };
  return client.dynamicClientRegistration(new URL(issuer), all, authentication, options);
}

async function ask(config, build = client.buildAuthorizationUrl, more = {}) {
  const checks = { expectedState: client.randomState(), expectedNonce: client.randomNonce(), idTokenExpected: true };
  const url = await build(config, {
    redirect_uri: CALLBACK,
    scope: 'openid email',
    state: checks.expectedState,
    nonce: checks.expectedNonce,
    ...more,
  });
  const { uri, mode, parameters } = await new Person().open(url);
  assert.ok(parameters, 'the client is reached');
  const callback = new URL(uri);
  if (mode === 'fragment') callback.hash = parameters.toString();
  else callback.search = parameters.toString();
  return { checks, callback };
}

async function assertInfo(config, tokens) {
  const info = await client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub);
  assert.equal(info.email, users.alice.email);
}

test('Registration 3: it registers, and redeems a code', async () => {
  const config = await register({});
  const { checks, callback } = await ask(config);
  await assertInfo(config, await client.authorizationCodeGrant(config, callback, checks));
});

test('Core 3.2: implicit', async () => {
  const implicit = { response_types: ['id_token'], grant_types: ['implicit'] };
  const config = await register(implicit, undefined, client.useIdTokenResponseType);
  const { checks, callback } = await ask(config);
  const claims = await client.implicitAuthentication(config, callback, checks.expectedNonce, checks);
  assert.equal(claims.email, users.alice.email);
});

test('Core 3.3: hybrid', async () => {
  const hybrid = { response_types: ['code id_token'], grant_types: ['authorization_code', 'implicit'] };
  const config = await register(hybrid, undefined, client.useCodeIdTokenResponseType);
  const { checks, callback } = await ask(config);
  await assertInfo(config, await client.authorizationCodeGrant(config, callback, checks));
});

test('Core 9, RFC 9101: private_key_jwt, and a signed request', async () => {
  const keys = await keyPair('ES256');
  const signed = {
    token_endpoint_auth_method: 'private_key_jwt',
    request_object_signing_alg: 'ES256',
    require_signed_request_object: true,
    jwks: { keys: [keys.jwk] },
  };
  const own = { key: keys.privateKey, kid: keys.kid };
  const config = await register(signed, client.PrivateKeyJwt(own));
  const { checks, callback } = await ask(config, (...request) => client.buildAuthorizationUrlWithJAR(...request, own));
  await assertInfo(config, await client.authorizationCodeGrant(config, callback, checks));
});

test('Core 10.2: an encrypted ID token and an encrypted UserInfo', async () => {
  const keys = await keyPair('ECDH-ES', 'enc');
  const encrypted = {
    id_token_encrypted_response_alg: 'ECDH-ES',
    id_token_encrypted_response_enc: 'A256GCM',
    userinfo_signed_response_alg: 'RS256',
    userinfo_encrypted_response_alg: 'ECDH-ES',
    userinfo_encrypted_response_enc: 'A256GCM',
    jwks: { keys: [keys.jwk] },
  };
  const decrypting = (config) =>
    client.enableDecryptingResponses(config, ['A256GCM'], { key: keys.privateKey, alg: 'ECDH-ES', kid: keys.kid });
  const config = await register(encrypted, undefined, decrypting);
  const { checks, callback } = await ask(config);
  await assertInfo(config, await client.authorizationCodeGrant(config, callback, checks));
});

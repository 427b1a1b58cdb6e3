// Profile Dynamic: registration (OpenID Connect Dynamic Client Registration 1.0, RFC 7591) and its management (RFC 7592).

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { CALLBACK, Client, register, tryToRegister } from './harness/client.mjs';
import { keyPair } from './harness/keys.mjs';
import { metadata, read } from './harness/op.mjs';
import { Party } from './harness/party.mjs';
import { Person } from './harness/person.mjs';

let party;

before(async () => (party = await Party.start()));
after(() => party.stop());

const managed = (client, method, body) =>
  fetch(client.registration_client_uri, {
    method,
    headers: {
      authorization: `Bearer ${client.registration_access_token}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  }).then(read);

test('Registration 3.2 (registration): the answer has all that it must', async () => {
  const { status, headers, body } = await tryToRegister({ redirect_uris: [CALLBACK] });
  assert.equal(status, 201);
  assert.match(headers.get('cache-control'), /no-store/);
  assert.ok(body.client_id);
  assert.ok(body.client_secret);
  assert.equal(body.client_secret_expires_at, 0);
  assert.ok(Math.abs(body.client_id_issued_at - Date.now() / 1000) < 60);
  // Section 2: what is not said is the default, and is said in the answer.
  assert.equal(body.token_endpoint_auth_method, 'client_secret_basic');
  assert.deepEqual(body.response_types, ['code']);
  assert.deepEqual(body.grant_types, ['authorization_code']);
  assert.deepEqual(body.redirect_uris, [CALLBACK]);
});

test('Registration 3.1: all that it understands comes back as it was said', async () => {
  const members = {
    redirect_uris: [CALLBACK],
    client_name: 'My Example',
    'client_name#ja-Jpan-JP': 'クライアント名',
    application_type: 'web',
    response_types: ['code', 'code id_token'],
    grant_types: ['authorization_code', 'refresh_token', 'implicit'],
    contacts: ['ve7jtb@example.test'],
    client_uri: 'https://rp.example.test/',
    logo_uri: 'https://rp.example.test/logo.png',
    policy_uri: 'https://rp.example.test/policy',
    tos_uri: 'https://rp.example.test/tos',
    subject_type: 'pairwise',
    id_token_signed_response_alg: 'ES256',
    userinfo_signed_response_alg: 'ES256',
    default_max_age: 3600,
    require_auth_time: true,
    default_acr_values: [metadata.acr_values_supported[0]],
    initiate_login_uri: 'https://rp.example.test/login',
    post_logout_redirect_uris: ['https://rp.example.test/bye'],
    backchannel_logout_uri: 'https://rp.example.test/back',
    backchannel_logout_session_required: true,
    frontchannel_logout_uri: 'https://rp.example.test/front',
    frontchannel_logout_session_required: true,
    request_uris: ['https://rp.example.test/request#abc'],
    software_id: '4NRB1-0XZABZI9E6-5SM3R',
    software_version: '2.1',
  };
  const { status, body, text } = await tryToRegister(members);
  assert.equal(status, 201, text);
  for (const [member, value] of Object.entries(members)) assert.deepEqual(body[member], value, member);
});

for (const [name, members, error] of [
  ['no redirect URI', {}, 'invalid_redirect_uri'],
  ['a redirect URI with a fragment', { redirect_uris: [`${CALLBACK}#fragment`] }, 'invalid_redirect_uri'],
  ['a redirect URI that is none', { redirect_uris: ['not a uri'] }, 'invalid_redirect_uri'],
  ['a script as redirect URI', { redirect_uris: ['javascript:alert(1)'] }, 'invalid_redirect_uri'],
  ['redirect URIs that are no list', { redirect_uris: CALLBACK }, 'invalid_redirect_uri'],
  ['a response type without its grant', { response_types: ['id_token'], grant_types: ['authorization_code'] }],
  ['an algorithm that is none', { id_token_signed_response_alg: 'RS257' }],
  ['a method that is none', { token_endpoint_auth_method: 'telepathy' }],
  ['a subject type that is none', { subject_type: 'secret' }],
  ['both jwks and jwks_uri', { jwks: { keys: [] }, jwks_uri: 'https://rp.example.test/keys' }],
  ['a jwks_uri that is no URL', { jwks_uri: 'keys' }],
  ['private_key_jwt without keys', { token_endpoint_auth_method: 'private_key_jwt' }],
  ['a method of encryption without its algorithm', { id_token_encrypted_response_enc: 'A128CBC-HS256' }],
  ['a logo that is a script', { logo_uri: 'javascript:alert(1)' }],
  ['an initiate_login_uri by plain http', { initiate_login_uri: 'http://rp.example.test/login' }],
  ['a logout URI with a fragment', { backchannel_logout_uri: 'https://rp.example.test/back#x' }],
  ['a default_max_age that is no number', { default_max_age: 'soon' }],
  ['a sector_identifier_uri that leads nowhere', { sector_identifier_uri: 'https://nowhere.invalid/sector' }],
]) {
  test(`Registration 3.3: ${name} is refused`, async () => {
    const whole = name === 'no redirect URI' ? members : { redirect_uris: [CALLBACK], ...members };
    const { status, body, headers } = await tryToRegister(whole);
    assert.equal(status, 400, JSON.stringify(body));
    assert.equal(body.error, error ?? 'invalid_client_metadata', body.error_description);
    assert.match(headers.get('cache-control'), /no-store/);
    const member = Object.keys(members).at(0) ?? 'redirect_uris';
    if (error === undefined) assert.match(body.error_description, /\w+_\w+|jwks/, `it names a member: ${member}`);
  });
}

test('Registration 2.1: what nobody knows is ignored', async () => {
  const { status, body } = await tryToRegister({ redirect_uris: [CALLBACK], shoe_size: 43 });
  assert.equal(status, 201);
  assert.equal(body.shoe_size, undefined);
});

test('RFC 7591 3.1: what is no JSON object is refused', async () => {
  for (const text of ['', '{', '[]', '"x"']) assert.equal((await tryToRegister(text)).status, 400, text);
});

test('Registration 2: private keys are refused', async () => {
  const { jwk } = await keyPair('RS256');
  const answer = await tryToRegister({ redirect_uris: [CALLBACK], jwks: { keys: [{ ...jwk, d: 'AQAB' }] } });
  assert.equal(answer.status, 400);
  assert.equal(answer.body.error, 'invalid_client_metadata');
});

test('Registration 4.2 (read): it is read by its own token, as it was registered', async () => {
  const client = await register({ client_name: 'To be read' });
  const { status, body, headers } = await managed(client, 'GET');
  assert.equal(status, 200);
  assert.match(headers.get('cache-control'), /no-store/);
  assert.equal(body.client_id, client.client_id);
  assert.equal(body.client_name, 'To be read');
  assert.deepEqual(body.redirect_uris, client.redirect_uris);
});

test('RFC 7592 3: no other token reads it', async () => {
  const [client, other] = [await register(), await register()];
  for (const registration_access_token of ['wrong', other.registration_access_token]) {
    const stranger = new Client({ ...client, registration_access_token });
    assert.equal((await managed(stranger, 'GET')).status, 401);
  }
});

test('RFC 7592 2.2: it is changed, and the change counts', async () => {
  const client = await register();
  const moved = `${CALLBACK}/moved`;
  const { client_id, client_secret, token_endpoint_auth_method, response_types, grant_types } = client;
  const wanted = { client_id, client_secret, token_endpoint_auth_method, response_types, grant_types };
  const { status, body, text } = await managed(client, 'PUT', { ...wanted, redirect_uris: [moved], client_name: 'New' });
  assert.equal(status, 200, text);
  assert.equal(body.client_name, 'New');
  const changed = new Client({ ...client, ...body });
  assert.equal((await changed.ask(new Person())).answer.uri, moved);
  const { answer } = await client.ask(new Person(), { redirect_uri: CALLBACK });
  assert.equal(answer.reaches, false, String(answer));
});

test('RFC 7592 2.3: deleted is gone', async () => {
  const client = await register();
  const { tokens } = await client.signIn(new Person());
  assert.equal((await managed(client, 'DELETE')).status, 204);
  assert.equal((await managed(client, 'GET')).status, 401);
  assert.equal((await client.userinfo(tokens.access_token)).status, 401);
  assert.equal((await client.token({ grant_type: 'refresh_token', refresh_token: 'x' })).status, 401);
});

test('Registration 5 (registration-sector-uri): its document has to list every redirect URI', async () => {
  const listed = party.publish('/sector', [CALLBACK]);
  const other = party.publish('/other-sector', ['https://rp.example.test/other']);
  const members = { redirect_uris: [CALLBACK], subject_type: 'pairwise' };
  const good = await tryToRegister({ ...members, sector_identifier_uri: listed });
  assert.equal(good.status, 201, good.text);
  const bad = await tryToRegister({ ...members, sector_identifier_uri: other });
  assert.equal(bad.status, 400);
  assert.equal(bad.body.error, 'invalid_client_metadata');
});

test('Registration 5: several hosts need a sector of their own', async () => {
  const redirect_uris = [CALLBACK, 'https://other.example.test/callback'];
  const { status, body } = await tryToRegister({ redirect_uris, subject_type: 'pairwise' });
  assert.equal(status, 400);
  assert.equal(body.error, 'invalid_client_metadata');
});

test('Registration 2 (registration-policy-uri, tos-uri, logo-uri): people see where they lead', async () => {
  const client = await register({
    client_name: 'Shown',
    client_uri: 'https://rp.example.test/',
    policy_uri: 'https://rp.example.test/policy',
    tos_uri: 'https://rp.example.test/tos',
  });
  const person = new Person();
  for (const until of ['login', 'consent']) {
    const { answer } = await client.ask(person, {}, { until });
    assert.match(answer.page.html, /Shown/);
    for (const link of ['policy', 'tos']) {
      assert.ok(answer.page.links.includes(`https://rp.example.test/${link}`), `${until}: ${answer.page.links}`);
    }
  }
});

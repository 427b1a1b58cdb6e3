// Profile 3rd-party-initiated login (OpenID Connect Core 1.0 section 4).

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { CALLBACK, register, tryToRegister } from './harness/client.mjs';
import { issuer, json } from './harness/op.mjs';
import { Person } from './harness/person.mjs';

const LOGIN = 'https://rp.example.test/begin?kept=yes';

test('Core 4: the list of applications leads to the client, and says which issuer sends', async () => {
  const client = await register({ client_name: 'Begins by itself', initiate_login_uri: LOGIN });
  assert.equal(client.initiate_login_uri, LOGIN);
  const person = new Person();
  await client.signIn(person);
  const page = await person.browser.open('/account/apps');
  assert.equal(page.status, 200, String(page));
  const link = page.links.find((href) => href.startsWith('https://rp.example.test/begin'));
  assert.ok(link, `no link among ${page.links}`);
  const { searchParams } = new URL(link);
  assert.equal(searchParams.get('kept'), 'yes');
  assert.equal(searchParams.get('iss'), issuer);
});

test('Core 4: the request that follows is as any other', async () => {
  const client = await register({ initiate_login_uri: LOGIN });
  const { answer } = await client.ask(new Person(), { login_hint: 'alice' });
  assert.ok(answer.get('code'));
});

test('Core 4 (3rd_party-init-login): it is read back from the configuration endpoint', async () => {
  const client = await register({ initiate_login_uri: LOGIN });
  const authorization = `Bearer ${client.registration_access_token}`;
  const kept = await json(client.registration_client_uri, { headers: { authorization } });
  assert.equal(kept.initiate_login_uri, LOGIN);
});

test('Core 4 (3rd_party-init-login-nohttps): it has to be https, wherever it is', async () => {
  for (const initiate_login_uri of ['http://rp.example.test/begin', 'http://127.0.0.1:8443/begin']) {
    const { status, body } = await tryToRegister({ redirect_uris: [CALLBACK], initiate_login_uri });
    assert.equal(status, 400, initiate_login_uri);
    assert.equal(body.error, 'invalid_client_metadata');
  }
});

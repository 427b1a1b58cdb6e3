// Profile 3rd-party-initiated login (OpenID Connect Core 1.0 section 4).

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { CALLBACK, register, tryToRegister } from './harness/client.mjs';
import { issuer } from './harness/op.mjs';
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

test('Core 4: it has to be https', async () => {
  const members = { redirect_uris: [CALLBACK], initiate_login_uri: 'http://rp.example.test/begin' };
  assert.equal((await tryToRegister(members)).body.error, 'invalid_client_metadata');
});

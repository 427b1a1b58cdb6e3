// Redirect URIs: to the letter as registered, or nowhere.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { CALLBACK, register } from './harness/client.mjs';
import { Person } from './harness/person.mjs';

const QUERY = `${CALLBACK}?tenant=a&b=c`;

async function stays(client, redirect_uri) {
  const { answer } = await client.ask(new Person(), { redirect_uri });
  assert.equal(answer.reaches, false, `it went to ${answer}`);
  assert.equal(answer.page.status, 400, String(answer.page));
}

test('Core 3.1.2.1 (ensure-registered-redirect-uri): another one gets an error page and no redirect', async () => {
  const client = await register();
  const { answer } = await client.ask(new Person());
  assert.equal(answer.uri, CALLBACK);
  await stays(client, 'https://rp.example.test/elsewhere');
  await stays(client, `${CALLBACK}/`);
  await stays(client, CALLBACK.toUpperCase());
  await stays(client, 'https://rp.example.test.evil.test/callback');
});

test('Core 3.1.2.1 (redirect-uri-query-added): a query that was not registered is another URI', async () => {
  await stays(await register(), `${CALLBACK}?foo=bar`);
});

test('Core 3.1.2.1 (redirect-uri-query-mismatch): so is another query', async () => {
  const client = await register({ redirect_uris: [QUERY] });
  await stays(client, `${CALLBACK}?tenant=z&b=c`);
  await stays(client, CALLBACK);
});

test('RFC 6749 3.1.2 (redirect-uri-query-OK): a registered query is kept', async () => {
  const client = await register({ redirect_uris: [QUERY] });
  const { answer } = await client.ask(new Person());
  assert.equal(answer.get('tenant'), 'a');
  assert.equal(answer.get('b'), 'c');
  assert.ok(answer.get('code'));
});

test('Core 3.1.2.1 (ensure-redirect-uri-in-authorization-request): without one nobody is sent anywhere', async () => {
  await stays(await register({ redirect_uris: [CALLBACK, `${CALLBACK}/other`] }), undefined);
});

test('Core 3.1.2.1: each of several is right', async () => {
  const uris = [CALLBACK, 'https://rp.example.test/b', 'https://other.example.test/c'];
  const client = await register({ redirect_uris: uris });
  for (const redirect_uri of uris) {
    const { answer } = await client.ask(new Person(), { redirect_uri });
    assert.equal(answer.uri, redirect_uri);
  }
});

test('RFC 8252 7.3: a native client may choose the port of the loopback address', async () => {
  const client = await register({
    redirect_uris: ['http://127.0.0.1/callback'],
    application_type: 'native',
    token_endpoint_auth_method: 'none',
  });
  const pkce = { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' };
  const { answer } = await client.ask(new Person(), { redirect_uri: 'http://127.0.0.1:49152/callback', ...pkce });
  assert.equal(answer.uri, 'http://127.0.0.1:49152/callback', String(answer));
});

// Authorization codes: for one client, one redirect URI and one time.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { CALLBACK, register } from './harness/client.mjs';
import { refused } from './harness/op.mjs';
import { Person } from './harness/person.mjs';

for (const [name, seconds] of [['codereuse', 0], ['codereuse-30seconds', 30]]) {
  test(`Core 3.1.3.2 (${name}): a code that comes twice is refused, and what it gave ends`, async () => {
    const client = await register();
    const { answer, tokens } = await client.signIn(new Person(), { scope: 'openid offline_access' });
    assert.equal((await client.userinfo(tokens.access_token)).status, 200);
    await sleep(seconds * 1_000);
    refused(await client.redeem(answer), 400, 'invalid_grant');
    assert.equal((await client.userinfo(tokens.access_token)).status, 401);
    if (tokens.refresh_token) {
      const refresh = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token };
      refused(await client.token(refresh), 400, 'invalid_grant');
    }
  });
}

test('Core 3.1.3.2: a code is for the client that asked', async () => {
  const [client, other] = [await register(), await register()];
  const { answer } = await client.ask(new Person());
  refused(await other.redeem(answer), 400, 'invalid_grant');
});

test('Core 3.1.3.2: a code is for the redirect URI of its request', async () => {
  const other = `${CALLBACK}/other`;
  const client = await register({ redirect_uris: [CALLBACK, other] });
  const { answer } = await client.ask(new Person(), { redirect_uri: other });
  refused(await client.redeem(answer), 400, 'invalid_grant');
});

test('RFC 6749 4.1.3: a redirect URI that was sent has to be repeated', async () => {
  const client = await register();
  const { answer } = await client.ask(new Person());
  const { code } = Object.fromEntries(answer.parameters);
  refused(await client.token({ grant_type: 'authorization_code', code }), 400, 'invalid_grant', 'invalid_request');
});

test('RFC 6749 5.2: a code that is none is refused', async () => {
  const client = await register();
  const code = { grant_type: 'authorization_code', code: 'none', redirect_uri: CALLBACK };
  refused(await client.token(code), 400, 'invalid_grant');
});

test('RFC 6749 5.2: a grant that is none is refused', async () => {
  const client = await register();
  refused(await client.token({ grant_type: 'urn:example:magic' }), 400, 'unsupported_grant_type');
  refused(await client.token({}), 400, 'invalid_request');
});

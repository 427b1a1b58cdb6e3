// Signing in here through oidc-provider, with real processes on both sides: discovery, PKCE, its cookies, its ID tokens, its
// UserInfo endpoint, its sign-out.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { command, freePort, Node } from '../lib/countersign.mjs';
import { peer } from '../lib/peer.mjs';
import { CLIENT, startProvider } from './provider.mjs';
import { Walker } from './walker.mjs';

let upstream;
let node;
let place;

before(async () => {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  upstream = await startProvider({
    callback: `${issuer}/login/with/up/callback`,
    signedOut: `${issuer}/login/with/up/callback/logout`,
    returnTo: `${issuer}/logout/return`,
  });
  place = {
    ...peer.place,
    env: {
      ...peer.place.env,
      COUNTERSIGN_ISSUER: issuer,
      COUNTERSIGN_PROVIDERS__UP__NAME: 'Upstream',
      COUNTERSIGN_PROVIDERS__UP__ISSUER: upstream.issuer,
      COUNTERSIGN_PROVIDERS__UP__CLIENT_ID: CLIENT.id,
      COUNTERSIGN_PROVIDERS__UP__CLIENT_SECRET: CLIENT.secret,
      COUNTERSIGN_PROVIDERS__UP__PROVISION: 'true',
      COUNTERSIGN_PROVIDERS__UP__SIGN_OUT: 'true',
    },
  };
  node = new Node(place, port, issuer);
  await node.ready();
});

after(async () => {
  await node?.stop();
  upstream?.close();
});

test('a verified address gets an account, and the same person comes back to it', async () => {
  upstream.account = { sub: 'u-1', email: 'grace@example.test', email_verified: true, preferred_username: 'grace' };
  for (let round = 0; round < 2; round += 1) {
    const walker = new Walker();
    const page = await walker.open(`${node.origin}/login/with/up`);
    assert.equal(page.url, `${node.origin}/account`, page.text);
    assert.match(page.text, /grace@example\.test/);
  }
  const users = await command(place, ['user', 'list']);
  assert.equal(users.filter((user) => user.username === 'grace').length, 1);
});

test('an address that somebody here has links nothing', async () => {
  upstream.account = { sub: 'u-2', email: peer.user.email, email_verified: true, preferred_username: 'mallory' };
  const walker = new Walker();
  const page = await walker.open(`${node.origin}/login/with/up`);
  assert.equal(page.url, `${node.origin}/login/join`, page.text);
  const account = await walker.open(`${node.origin}/account`);
  assert.match(account.url, /\/login/);
});

test('an answer in another browser is refused', async () => {
  upstream.account = { sub: 'u-1', email: 'grace@example.test', email_verified: true };
  const walker = new Walker();
  const back = await walker.openUntil(`${node.origin}/login/with/up`, '/login/with/up/callback');
  const other = new Walker();
  const refused = await other.open(back);
  assert.equal(refused.status, 400);
  const taken = await walker.open(back);
  assert.equal(taken.url, `${node.origin}/account`, taken.text);
  const again = await walker.open(back);
  assert.equal(again.status, 400);
});

test('signing out goes on there', async () => {
  upstream.account = { sub: 'u-1', email: 'grace@example.test', email_verified: true };
  const walker = new Walker();
  await walker.open(`${node.origin}/login/with/up`);
  const question = await walker.open(`${node.origin}/logout`);
  const csrf = /name="csrf" value="([^"]+)"/.exec(question.text)[1];
  const answer = await walker.post(`${node.origin}/logout`, { csrf });
  const [, next] = answer.refresh.split('url=');
  assert.ok(next.startsWith(`${upstream.issuer}/session/end?`), next);
  const asked = await walker.open(next);
  assert.equal(asked.status, 200, 'the provider knows the client, the hint and the address');
  assert.match(asked.text, /sign-out|logout/i);
});

test('signing out there ends what was begun from there, and in that browser only', async () => {
  upstream.account = { sub: 'u-1', email: 'grace@example.test', email_verified: true };
  const [walker, other] = [new Walker(), new Walker()];
  for (const each of [walker, other]) {
    const page = await each.open(`${node.origin}/login/with/up`);
    assert.equal(page.url, `${node.origin}/account`, page.text);
  }
  const question = await walker.open(`${upstream.issuer}/session/end`);
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(question.text)[1];
  await walker.post(`${upstream.issuer}/session/end/confirm`, { xsrf, logout: 'yes' });
  const out = await walker.open(`${node.origin}/account`);
  assert.match(out.url, /\/login/);
  const still = await other.open(`${node.origin}/account`);
  assert.equal(still.url, `${node.origin}/account`, still.text);
});

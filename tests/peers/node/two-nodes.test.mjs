// Two server processes on one PostgreSQL: what one did, the other knows; of many at once, one wins.

import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { Browser } from '../lib/browser.mjs';
import { command } from '../lib/countersign.mjs';
import { peer } from '../lib/peer.mjs';
import { authorize } from '../lib/person.mjs';

const [A, B] = peer.nodes;
const { web } = peer.clients;
const PARALLEL = 50;
// Running servers see what the command line changed within a second.
const CHANGES_SEEN_MS = 1_100;

async function json(url, request) {
  const answer = await fetch(url, request);
  return { status: answer.status, body: await answer.json() };
}

function token(node, parameters) {
  const credentials = [web.client_id, web.client_secret].map(encodeURIComponent).join(':');
  return json(`${node}/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
    body: new URLSearchParams(parameters),
  });
}

/** A code that node A made, with what redeems it. */
async function code(browser = new Browser(peer.issuer, A)) {
  const verifier = randomBytes(32).toString('base64url');
  const url = new URL('/oauth2/authorize', peer.issuer);
  url.search = new URLSearchParams({
    client_id: web.client_id,
    redirect_uri: web.redirect_uri,
    response_type: 'code',
    scope: web.scope,
    state: 'state',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const { callback } = await authorize(browser, url, peer.user);
  return {
    grant_type: 'authorization_code',
    code: callback.searchParams.get('code'),
    redirect_uri: web.redirect_uri,
    code_verifier: verifier,
  };
}

function refresh(node, { refresh_token }) {
  return token(node, { grant_type: 'refresh_token', refresh_token });
}

/** The same request fifty times at once, at both nodes by turns. */
function both(send) {
  return Promise.all(Array.from({ length: PARALLEL }, (_, n) => send(n % 2 === 0 ? A : B)));
}

function of(answers, status) {
  return answers.filter((answer) => answer.status === status);
}

function jwks(node) {
  return json(`${node}/oauth2/jwks`);
}

test('both nodes publish the same keys, also after a rotation', async () => {
  assert.deepEqual((await jwks(A)).body, (await jwks(B)).body);
  await command(peer.place, ['keys', 'rotate']);
  await sleep(CHANGES_SEEN_MS);
  const rotated = (await jwks(A)).body;
  assert.deepEqual(rotated, (await jwks(B)).body);
  assert.ok(rotated.keys.length > 1, 'the old key is still published');
});

test('a code of one node is redeemed, and then refreshed, at the other', async () => {
  const redeemed = await token(B, await code());
  assert.equal(redeemed.status, 200, JSON.stringify(redeemed.body));
  const refreshed = await refresh(A, redeemed.body);
  assert.equal(refreshed.status, 200, JSON.stringify(refreshed.body));
});

test('a session of one node is valid at the other, and ends at both', async () => {
  const browser = new Browser(peer.issuer, A);
  await code(browser);
  const account = await browser.at(B).open('/account');
  assert.equal(account.status, 200);
  assert.equal(account.form('identifier'), undefined, `it asked to sign in: ${account}`);
  assert.match(account.html, /Alice/);

  const asked = await browser.at(B).open('/logout');
  const form = asked.forms.find((each) => each.names.has('csrf'));
  if (form) await browser.at(B).submit(asked, form);
  const after = await browser.open('/account');
  assert.ok(after.form('identifier'), `it is still signed in: ${after}`);
});

test('fifty parallel redemptions of one code over both nodes: one wins', async () => {
  const grant = await code();
  const answers = await both((node) => token(node, grant));
  assert.equal(of(answers, 200).length, 1);
  for (const { body } of of(answers, 400)) assert.equal(body.error, 'invalid_grant');
  assert.equal(of(answers, 400).length, PARALLEL - 1);
  // The replays killed what the winner got.
  assert.equal((await refresh(B, of(answers, 200)[0].body)).status, 400);
});

test('fifty parallel refreshes of one token over both nodes: never a fork', async () => {
  const { body } = await token(A, await code());
  const answers = await both((node) => refresh(node, body));
  const successors = new Set(of(answers, 200).map((answer) => answer.body.refresh_token));
  assert.equal(successors.size, 1, `${successors.size} different successors`);
  assert.equal(of(answers, 200).length + of(answers, 400).length, PARALLEL);
  const [refresh_token] = successors;
  assert.equal((await refresh(B, { refresh_token })).status, 200);
});

test('a disabled person gets no more tokens at any node', async () => {
  const { body } = await token(A, await code());
  await command(peer.place, ['user', 'disable', peer.user.identifier]);
  await sleep(CHANGES_SEEN_MS);
  for (const node of [A, B]) assert.equal((await refresh(node, body)).body.error, 'invalid_grant');
  await command(peer.place, ['user', 'enable', peer.user.identifier]);
});

// Keys that turn while clients are at work (OpenID Connect Core 1.0 section 10.1.1).

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { decodeProtectedHeader } from 'jose';

import { command } from '../lib/countersign.mjs';
import { eventually } from '../lib/eventually.mjs';
import { peer } from '../lib/peer.mjs';
import { register } from './harness/client.mjs';
import { assertIdToken } from './harness/id-token.mjs';
import { json, metadata } from './harness/op.mjs';
import { Person } from './harness/person.mjs';

test('Core 10.1.1 (op-rotates-keys): a new key signs, and what the old one signed stays good', async () => {
  const client = await register();
  const person = new Person();
  const first = await client.signIn(person);
  await command(peer.place, ['keys', 'rotate', '--now']);
  await eventually(async () => {
    const { request, tokens } = await client.signIn(person);
    assert.notEqual(decodeProtectedHeader(tokens.id_token).kid, decodeProtectedHeader(first.tokens.id_token).kid);
    await assertIdToken(client, tokens.id_token, { nonce: request.nonce });
  });
  await assertIdToken(client, first.tokens.id_token, { nonce: first.request.nonce });
  const { keys } = await json(metadata.jwks_uri);
  assert.ok(keys.filter((key) => key.use === 'sig' && key.alg === 'RS256').length >= 2);
});

// Pairwise subjects (OpenID Connect Core 1.0 section 8).

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { decodeJwt } from 'jose';

import { CALLBACK, register } from './harness/client.mjs';
import { Party } from './harness/party.mjs';
import { Person } from './harness/person.mjs';
import { users } from './harness/users.mjs';

const ELSEWHERE = 'https://elsewhere.example.test/callback';

let party;

before(async () => (party = await Party.start()));
after(() => party.stop());

async function subject(members, user = users.alice) {
  const client = await register({ subject_type: 'pairwise', ...members });
  const { tokens } = await client.signIn(new Person(user));
  const { sub } = decodeJwt(tokens.id_token);
  assert.equal((await client.userinfo(tokens.access_token)).body.sub, sub);
  return sub;
}

test('Core 8.1: the same in one sector, another in another, another than the public one', async () => {
  const here = await subject();
  assert.equal(await subject(), here);
  assert.notEqual(await subject({ redirect_uris: [ELSEWHERE] }), here);
  assert.notEqual(await subject({ subject_type: 'public' }), here);
  assert.notEqual(await subject({}, users.bob), here);
});

test('Core 8.1: a sector identifier holds several hosts together', async () => {
  const sector_identifier_uri = party.publish('/sector', [CALLBACK, ELSEWHERE]);
  const both = [[CALLBACK], [ELSEWHERE]].map((redirect_uris) => subject({ redirect_uris, sector_identifier_uri }));
  const [one, other] = await Promise.all(both);
  assert.equal(one, other);
});

test('Core 8: the public subject is the same for everybody', async () => {
  assert.equal(await subject({ subject_type: 'public' }), await subject({ subject_type: 'public', redirect_uris: [ELSEWHERE] }));
});

// The guarded API of docs/resource-servers.md in each language, and the same calls to each: with credentials that a real
// server has issued, and with tokens that a test forges with the key of an issuer of its own.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { freePort } from '../lib/countersign.mjs';
import { peer } from '../lib/peer.mjs';
import { ANSWERS, assertAccepted, assertRefused } from './answers.mjs';
import { APIS, AUDIENCE, Api } from './apis.mjs';
import { CALLS } from './calls.mjs';
import { CHANGES_SEEN_MS, apiKey, bearer, credentials, makeApi, makePeople, revoke } from './credentials.mjs';
import { FORGERIES } from './forgeries.mjs';
import { FakeIssuer, INTROSPECTING, forge } from './issuer.mjs';

// So seldom a key set is fetched because a token names a key that is not in it.
const FETCH_EVERY_MS = 30_000;
// docs/resource-servers.md promises that a revoked API key is refused within this time.
const REVOKED_WITHIN_MS = 30_000;
const FLOOD = 1_000;
// Its checksum is right.
const KEY = `csk_${'B'.repeat(40)}0DG3Af`;

describe('with what Countersign issues', () => {
  const apis = [];
  let held;

  before(async () => {
    const client = await makeApi();
    const people = await makePeople();
    await sleep(CHANGES_SEEN_MS);
    held = await credentials(people);
    for (const name of Object.keys(APIS)) apis.push(await Api.start(name, peer.issuer, client));
  });
  after(() => Promise.all(apis.map((api) => api.stop())));

  for (const name of Object.keys(APIS)) {
    describe(name, () => {
      for (const { says, get, post = get, as, refused, scheme, status, method } of CALLS) {
        test(`${get ? 'GET' : 'POST'} ${post} as ${as}: ${says}`, async () => {
          const api = apis.find((each) => each.name === name);
          const answer = await api.call(get ? 'GET' : 'POST', post, held[as]);
          if (refused) assertRefused(answer, refused, scheme);
          else assertAccepted(answer, status);
          if (method) assert.equal(answer.json.method, method);
        });
      }
    });
  }

  test('all of them say the same of who calls', async () => {
    for (const as of ['reader', 'chief', 'person']) {
      const answers = await Promise.all(apis.map((api) => api.call('GET', '/me', held[as])));
      const sorted = ({ json }) => ({ ...json, scope: json.scope.split(' ').sort(), roles: json.roles.sort() });
      const [first, ...others] = answers.map(sorted);
      assert.equal(first.method, 'access_token');
      for (const other of others) assert.deepEqual(other, first);
    }
  });

  test('a revoked API key is refused everywhere within 30 seconds', async () => {
    const { key, id } = await apiKey('to be revoked', AUDIENCE, 'notes:read');
    for (const api of apis) assertAccepted(await api.call('GET', '/notes', bearer(key)));
    await revoke(id);
    await sleep(REVOKED_WITHIN_MS);
    for (const api of apis) assertRefused(await api.call('GET', '/notes', bearer(key)), 'token_inactive');
  });
});

for (const name of Object.keys(APIS)) {
  describe(`${name} with an issuer of the test's own`, () => {
    let issuer;
    let api;
    let begun;
    before(async () => {
      begun = Date.now();
      issuer = await FakeIssuer.start();
      api = await Api.start(name, issuer.url, INTROSPECTING);
    });
    after(() => Promise.all([api?.stop(), issuer?.stop()]));

    for (const { says, token, accepted, refused } of FORGERIES) {
      test(`${accepted ? 'accepted' : refused}: ${says}`, async () => {
        const claims = issuer.claims(AUDIENCE);
        const answer = await api.call('GET', '/me', bearer(forge(claims, token(claims))));
        if (accepted) assertAccepted(answer);
        else assertRefused(answer, refused);
      });
    }

    test('a token longer than 16 KiB is not read', async () => {
      const answer = await api.call('GET', '/me', bearer(forge(issuer.claims(AUDIENCE), { payload: { x: 'x'.repeat(16_000) } })));
      // Some servers refuse such a header before the API sees it (RFC 6585 section 5).
      if (answer.status !== 431) assertRefused(answer, 'token_too_long');
    });

    test(`${FLOOD} unknown keys cause one fetch in 30 seconds`, async () => {
      const claims = issuer.claims(AUDIENCE);
      const good = bearer(forge(claims));
      const unknown = (n) => bearer(forge(claims, { header: { kid: `unknown ${n}` } }));
      for (let sent = 0; sent < FLOOD; sent += 50) {
        const flood = Array.from({ length: 50 }, (_, n) => api.call('GET', '/me', unknown(sent + n)));
        assertAccepted(await api.call('GET', '/me', good));
        for (const answer of await Promise.all(flood)) assertRefused(answer, 'unknown_key');
      }
      // One for the first token, and one for unknown keys, as often as the time that has passed allows.
      const allowed = 2 + Math.floor((Date.now() - begun) / FETCH_EVERY_MS);
      const fetched = issuer.hitsAt('/oauth2/jwks');
      assert.ok(fetched >= 2 && fetched <= allowed, `${fetched} fetches, where ${allowed} are allowed`);
      assert.equal(issuer.hitsAt('/evil'), 0, 'nothing is fetched that a header names');
    });

    test('the issuer is asked about an API key once in a while', async () => {
      const { iss, sub, aud, iat, exp, scope } = issuer.claims(AUDIENCE);
      issuer.apiKeys.set(KEY, { active: true, token_type: 'api_key', iss, sub, aud, iat, exp, scope, roles: [] });
      for (let n = 0; n < 10; n += 1) assertAccepted(await api.call('GET', '/notes', bearer(KEY)));
      assert.equal(issuer.hitsAt('/oauth2/introspect'), 1);
    });
  });
}

test('the page says of each reason what the APIs answer', () => {
  const page = readFileSync(new URL('../../../docs/resource-servers.md', import.meta.url), 'utf8');
  const rows = page.split('\n').filter((line) => /^\| `[a-z_]+`(, `[a-z_]+`)* \| [45]\d\d/.test(line));
  for (const [reason, [status, code]] of Object.entries(ANSWERS)) {
    const [, , says] = rows.find((row) => row.split('|')[1].includes(`\`${reason}\``))?.split('|') ?? [];
    const error = status === 503 ? 'temporarily_unavailable' : code;
    assert.equal(says?.trim(), `${status}${error ? ` \`${error}\`` : ', none in the challenge'}`, reason);
  }
});

for (const name of Object.keys(APIS)) {
  test(`${name} starts without its issuer, and tells its callers to wait`, async (t) => {
    const nobody = `http://127.0.0.1:${await freePort()}`;
    const api = await Api.start(name, nobody, INTROSPECTING);
    t.after(() => api.stop());
    const token = bearer(forge({ iss: nobody, aud: AUDIENCE }));
    assertRefused(await api.call('GET', '/me', token), 'keys_unavailable');
    assertRefused(await api.call('GET', '/notes', bearer(KEY)), 'temporarily_unavailable');
    assertRefused(await api.call('GET', '/me'), 'missing_token');
  });
}

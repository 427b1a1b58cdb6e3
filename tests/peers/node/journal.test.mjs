// The oracle of crash.test.mjs, given journals that are forged: a checker that never turns red proves nothing.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Journal, tally, violations } from '../lib/journal.mjs';

const refused = { status: 400, body: { error: 'invalid_grant' } };
const ok = (refresh_token) => ({ status: 200, body: { refresh_token } });
const LOST = undefined;

/** Requests of one family, one after the other: [kind, what was sent, the answer], or 'started'. */
async function journal(...steps) {
  const made = new Journal();
  made.started();
  for (const step of steps) {
    if (step === 'started') made.started();
    else await made.request('family', step[0], step[1], answer(step[2]));
  }
  return made.entries;
}

function answer(given) {
  return async () => given ?? assert.fail('the connection broke');
}

test('an honest journal is clean', async () => {
  const entries = await journal(
    ['code', 'code', ok('A')], ['refresh', 'A', ok('B')], ['refresh', 'A', ok('B')], ['refresh', 'B', LOST],
    'started', ['refresh', 'B', ok('C')], ['replay', 'A', refused], ['refresh', 'C', refused],
  );
  assert.deepEqual(violations(entries), []);
  assert.deepEqual(tally(entries), { ok: 4, refused: 2, unknown: 1, wrong: 0 });
});

test('a code whose answer was lost may be spent or not', async () => {
  const lost = [['code', 'code', LOST], 'started'];
  assert.deepEqual(violations(await journal(...lost, ['code', 'code', refused])), []);
  assert.deepEqual(violations(await journal(...lost, ['code', 'code', ok('A')])), []);
});

const forged = {
  'a token that was given out is lost': [
    /refresh that was never used is refused/, ['code', 'code', ok('A')], ['refresh', 'A', refused],
  ],
  'a code that was given out is lost': [/code that was never used is refused/, ['code', 'code', refused]],
  'a family forks': [
    /2 successors/, ['code', 'code', ok('A')], ['refresh', 'A', ok('B')], ['refresh', 'A', ok('C')],
  ],
  'two tokens have one successor': [
    /2 predecessors/, ['code', 'code', ok('A')], ['refresh', 'A', ok('B')], ['refresh', 'B', ok('B')],
  ],
  'a code is redeemed twice': [/redeemed 2 times/, ['code', 'code', ok('A')], ['code', 'code', ok('A')]],
  'a replay is accepted': [
    /replay was accepted/, ['code', 'code', ok('A')], ['refresh', 'A', ok('B')], ['replay', 'A', ok('B')],
  ],
  'a revoked family lives again': [
    /after the family was refused/, ['code', 'code', ok('A')], ['replay', 'code', refused], 'started',
    ['refresh', 'A', ok('B')],
  ],
  'an error is no refusal': [
    /answered with 500/, ['code', 'code', ok('A')], ['refresh', 'A', { status: 500, body: {} }], ['refresh', 'A', ok('B')],
  ],
  'nobody asked after the last start': [/nobody asked/, ['code', 'code', ok('A')], 'started'],
  'nobody answered after the last start': [
    /nobody asked/, ['code', 'code', ok('A')], 'started', ['refresh', 'A', { status: 503, body: {} }],
  ],
};

for (const [name, [expected, ...steps]] of Object.entries(forged)) {
  test(`red: ${name}`, async () => {
    const found = violations(await journal(...steps));
    assert.equal(found.length, 1, found.join('\n'));
    assert.match(found[0], expected);
  });
}

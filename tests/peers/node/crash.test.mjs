// The process is killed under load and started again on the same data: what reached a client still holds.
// Servers are started here, so the launcher must have stopped its own (--stopped). CRASH_SEED repeats a run.

import { peer } from '../lib/peer.mjs';

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { createLocalJWKSet, jwtVerify } from 'jose';

import { Browser } from '../lib/browser.mjs';
import { Client } from '../lib/client.mjs';
import { Node } from '../lib/countersign.mjs';
import { Journal, tally, violations } from '../lib/journal.mjs';
import { Load, seeded } from '../lib/load.mjs';

const DATABASE = peer.place.env.COUNTERSIGN_DATABASE_URL;
const SQLITE = DATABASE.startsWith('sqlite:') ? new URL(DATABASE).pathname : undefined;
const ROUNDS = SQLITE ? 8 : 4;
const CODES = 30;
const LOAD_MS = [300, 1_000];
const READY_WITHIN_MS = 5_000;
const ENVIRONMENT = {
  ...peer.place.env,
  // A client that lost its answer comes back after the restart: that must lie within the grace.
  COUNTERSIGN_TOKENS__REFRESH_GRACE: '60s',
  // A debug build is slow to open connections to PostgreSQL, and every start opens new ones: wait, and keep up the load.
  COUNTERSIGN_DATABASE__ACQUIRE_TIMEOUT: '10s',
};
const SEED = Number(process.env.CRASH_SEED ?? randomInt(2 ** 31));

const random = seeded(SEED);
const journal = new Journal();
const web = new Client(peer.issuer, peer.clients.web);
const load = new Load({ journal, web, service: new Client(peer.issuer, peer.clients.service), random });
const browser = new Browser(peer.issuer);
let node;
let keys;

async function start() {
  const begun = Date.now();
  node = new Node({ ...peer.place, env: ENVIRONMENT }, new URL(peer.issuer).port, peer.issuer);
  await node.ready();
  journal.started();
  return Date.now() - begun;
}

/** New codes, then a load until the process is killed in the midst of it; how long that took. */
async function crash() {
  for (let n = 0; n < CODES; n += 1) load.add(await web.code(browser, peer.user));
  const end = load.begin();
  const milliseconds = Math.round(LOAD_MS[0] + random() * (LOAD_MS[1] - LOAD_MS[0]));
  await sleep(milliseconds);
  await node.kill();
  await end();
  assert.doesNotMatch(node.output, /panicked/);
  return milliseconds;
}

async function jwks() {
  return (await fetch(`${peer.issuer}/oauth2/jwks`)).json();
}

async function assertKeysHold() {
  const found = await jwks();
  assert.deepEqual(found, keys, 'the keys are the same as before');
  assert.ok(load.accessTokens.length > 0);
  for (const token of load.accessTokens) {
    await jwtVerify(token, createLocalJWKSet(found), { issuer: peer.issuer, audience: peer.api });
  }
}

/** What SQLite itself says of the file. */
function assertSound() {
  const program = `
import sqlite3, sys
db = sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True)
print(db.execute("PRAGMA integrity_check").fetchall(), db.execute("PRAGMA foreign_key_check").fetchall())`;
  assert.equal(execFileSync('python3', ['-c', program, SQLITE], { encoding: 'utf8' }).trim(), "[('ok',)] []");
}

before(async () => {
  console.log(`CRASH_SEED=${SEED}`);
  await start();
  keys = await jwks();
});

after(() => node?.kill());

for (let round = 1; round <= ROUNDS; round += 1) {
  test(`crash ${round} of ${ROUNDS}: nothing that reached a client is lost`, async () => {
    const milliseconds = await crash();
    const ready = await start();
    assert.ok(ready <= READY_WITHIN_MS, `ready only after ${ready} ms`);
    await load.ask();
    assert.deepEqual(violations(journal.entries), []);
    await assertKeysHold();
    if (SQLITE) assertSound();
    console.log(`killed after ${milliseconds} ms, ready after ${ready} ms, so far ${JSON.stringify(tally(journal.entries))}`);
  });
}

test('the load was one, and the kills hit requests on their way', () => {
  const { ok, refused, unknown } = tally(journal.entries);
  assert.ok(ok > 50 * ROUNDS, `${ok} answers`);
  assert.ok(unknown > ROUNDS, `${unknown} answers that were lost`);
  assert.ok(refused > ROUNDS, `${refused} refusals of replays`);
});

test('the check sees a loss: without its log of writes, SQLite forgets', { skip: !SQLITE }, async () => {
  await crash();
  rmSync(`${SQLITE}-wal`);
  rmSync(`${SQLITE}-shm`, { force: true });
  await start();
  await load.ask();
  assert.match(violations(journal.entries).join('\n'), /never used is refused/);
});

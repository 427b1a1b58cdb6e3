// A server that is asked to stop finishes what it has accepted. It is started here, so the launcher must have stopped
// its own (--stopped).

import { peer } from '../lib/peer.mjs';

import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { Client } from '../lib/client.mjs';
import { Node } from '../lib/countersign.mjs';
import { request, Wire } from '../lib/wire.mjs';

const ORIGIN = peer.issuer;
const { host: HOST, port: PORT } = new URL(ORIGIN);
const CLIENTS = 16;
const STOPPED_WITHIN_MS = 10_000;
const service = new Client(ORIGIN, peer.clients.service);
const FORM = 'grant_type=client_credentials';
const FIELDS = [
  `Host: ${HOST}`, `Authorization: ${service.authorization}`, 'Content-Type: application/x-www-form-urlencoded',
  `Content-Length: ${FORM.length}`,
];
const TOKEN = request('POST /oauth2/token', [...FIELDS, 'Connection: close'], FORM);
let node;

/** Ends the server; that it ended by itself, in time, and well. */
async function stop() {
  const begun = Date.now();
  assert.equal(await node.stop(), 0, node.output);
  assert.ok(Date.now() - begun < STOPPED_WITHIN_MS, `stopped after ${Date.now() - begun} ms`);
  assert.doesNotMatch(node.output, /panicked|did not finish in time/);
}

async function assertGone() {
  await assert.rejects(fetch(`${ORIGIN}/healthz`), 'it still answers');
}

beforeEach(async () => {
  // The load begins at once, and a debug build is slow to open connections to PostgreSQL.
  const env = { ...peer.place.env, COUNTERSIGN_DATABASE__ACQUIRE_TIMEOUT: '10s' };
  node = new Node({ ...peer.place, env }, PORT, ORIGIN);
  await node.ready();
});

after(() => node.stop());

test('under load: what was sent before the signal is answered, and nothing is answered by half', async () => {
  const sent = [];
  let over = false;
  const client = async () => {
    while (!over) {
      const wire = new Wire(ORIGIN);
      await wire.connected;
      const at = performance.now();
      await wire.send(TOKEN).end();
      sent.push({ at, ...wire, statuses: wire.statuses });
    }
  };
  const clients = Array.from({ length: CLIENTS }, client);
  await sleep(1_000);
  const signal = performance.now();
  const stopped = stop();
  await stopped.finally(() => (over = true));
  await Promise.all(clients);

  const before = sent.filter(({ at }) => at < signal);
  assert.ok(before.length > CLIENTS, `${before.length} requests`);
  for (const { statuses, received } of before) assert.deepEqual(statuses, [200], received);
  // Later ones find nobody, or are served: whole.
  for (const { statuses, received } of sent) {
    if (statuses.length > 0) assert.match(received, /^HTTP\/1\.1 200 [^]*"access_token":"[^]*}$/);
  }
  await assertGone();
});

test('under load on kept connections: the last answer of each says that it is the last', async () => {
  let answers = 0;
  const client = async () => {
    const wire = new Wire(ORIGIN);
    for (let asked = 1; wire.open; asked += 1) {
      wire.send(request('POST /oauth2/token', FIELDS, FORM));
      while (wire.open && wire.statuses.length < asked) await sleep(1);
      assert.equal(wire.statuses.length, asked, 'a request on a connection that was not said to close was lost');
      answers += 1;
      if (/^connection: close\r$/im.test(wire.received)) return wire.end();
    }
    return assert.fail('closed without a word');
  };
  const clients = Promise.all(Array.from({ length: CLIENTS }, client));
  await sleep(500);
  await Promise.all([stop(), clients]);
  assert.ok(answers > CLIENTS, `${answers} answers`);
});

test('a request of which half has come is finished', async () => {
  const half = new Wire(ORIGIN).send(request('POST /oauth2/token', FIELDS, FORM.slice(0, 5)));
  await sleep(300);
  const stopped = stop();
  await sleep(300);
  await assertGone();
  assert.equal(await half.send(FORM.slice(5)).answer(), 200);
  await half.end();
  assert.match(half.received, /connection: close/i);
  await stopped;
});

test('idle connections do not hold it up', async () => {
  const idle = Array.from({ length: 5 }, () => new Wire(ORIGIN).send(request('GET /healthz', [`Host: ${HOST}`])));
  for (const wire of idle) assert.equal(await wire.answer(), 200);
  const silent = new Wire(ORIGIN);
  await silent.connected;
  const begun = Date.now();
  await stop();
  assert.ok(Date.now() - begun < 3_000, `stopped after ${Date.now() - begun} ms`);
  for (const wire of [...idle, silent]) assert.notEqual(await wire.end(), Infinity);
});

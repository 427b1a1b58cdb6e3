// Slow, silent and many: they are cut, and who asks fairly is served all the while. The server is started here, with
// short limits, so the launcher must have stopped its own (--stopped).

import { peer } from '../lib/peer.mjs';

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, afterEach, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { Browser } from '../lib/browser.mjs';
import { Client } from '../lib/client.mjs';
import { Node } from '../lib/countersign.mjs';
import { exchange, request, Wire } from '../lib/wire.mjs';

const ORIGIN = peer.issuer;
const { host: HOST, port: PORT } = new URL(ORIGIN);
const HEADER_MS = 2_000;
const BODY_MS = 2_000;
// What a busy machine may add.
const SLACK_MS = 3_000;
const CAP = 50;
const service = new Client(ORIGIN, peer.clients.service);
const FORM = 'grant_type=client_credentials';
const FIELDS = [
  `Host: ${HOST}`, `Authorization: ${service.authorization}`, 'Content-Type: application/x-www-form-urlencoded',
  `Content-Length: ${FORM.length}`,
];
let node;

function server(connections) {
  before(async () => {
    const env = {
      ...peer.place.env,
      COUNTERSIGN_LIMITS__HEADER_TIMEOUT: `${HEADER_MS}ms`,
      COUNTERSIGN_LIMITS__BODY_TIMEOUT: `${BODY_MS}ms`,
      COUNTERSIGN_LIMITS__CONNECTIONS: String(connections),
    };
    node = new Node({ ...peer.place, env }, PORT, ORIGIN);
    await node.ready();
  });
  afterEach(assertServes);
  after(async () => {
    assert.equal(await node.stop(), 0);
    assert.doesNotMatch(node.output, /panicked/);
  });
}

/** Each on a connection of its own: a kept one would not notice that there is no place for new ones. */
function issue() {
  return exchange(ORIGIN, request('POST /oauth2/token', [...FIELDS, 'Connection: close'], FORM));
}

async function assertServes() {
  const { statuses, received } = await issue();
  assert.deepEqual(statuses, [200], received);
}

/** Asks for tokens, one after the other, while something else goes on; how many were answered, all of them with 200. */
async function meanwhile(other) {
  let over = false;
  const ends = Promise.resolve(other).finally(() => (over = true));
  let answers = 0;
  for (; !over; answers += 1) await assertServes();
  await ends;
  return answers;
}

function assertBetween(milliseconds, least, most) {
  assert.ok(milliseconds >= least && milliseconds <= most, `closed after ${milliseconds} ms`);
}

describe('slow ones', () => {
  server(1_000);

  test('a head that comes slowly, but in time, is read', async () => {
    const wire = new Wire(ORIGIN);
    const [first, ...rest] = request('GET /healthz', [`Host: ${HOST}`, 'Connection: close']).match(/[^]{1,20}/g);
    wire.send(first);
    for (const piece of rest) await sleep(100).then(() => wire.send(piece));
    await wire.end();
    assert.deepEqual(wire.statuses, [200], wire.received);
  });

  test('a silent connection is closed', async () => {
    assertBetween(await new Wire(ORIGIN).end(), HEADER_MS - 500, HEADER_MS + SLACK_MS);
  });

  test('a kept connection that falls silent is closed', async () => {
    const wire = new Wire(ORIGIN).send(request('GET /healthz', [`Host: ${HOST}`]));
    assert.equal(await wire.answer(), 200);
    assertBetween(await wire.end(), HEADER_MS - 500, HEADER_MS + SLACK_MS);
    assert.equal(wire.statuses.length, 1);
  });

  test('a head of a byte every 200 ms is cut', async () => {
    const head = request('GET /healthz', [`Host: ${HOST}`, `X-Long: ${'a'.repeat(100)}`]);
    const wire = new Wire(ORIGIN);
    assertBetween(await wire.dribble(head, 200), HEADER_MS - 500, HEADER_MS + SLACK_MS);
    assert.ok(!wire.statuses.includes(200), wire.received);
  });

  test('a body in two pieces is read, and one that stops is cut', async () => {
    const begin = () => new Wire(ORIGIN).send(request('POST /oauth2/token', FIELDS, FORM.slice(0, 5)));
    const slow = begin();
    await sleep(500);
    assert.equal(await slow.send(FORM.slice(5)).answer(), 200);
    slow.socket.destroy();

    const stopped = begin();
    assertBetween(await stopped.end(), BODY_MS - 500, BODY_MS + HEADER_MS + SLACK_MS);
    assert.deepEqual(stopped.statuses, [408], stopped.received);
  });

  test('a body of a byte every 200 ms is cut', async () => {
    const wire = new Wire(ORIGIN).send(request('POST /oauth2/token', FIELDS));
    assertBetween(await wire.dribble(FORM, 200), BODY_MS - 500, BODY_MS + HEADER_MS + SLACK_MS);
    assert.deepEqual(wire.statuses, [408], wire.received);
  });

  test('two hundred slow heads: tokens come meanwhile, every one', async () => {
    const head = request('GET /healthz', [`Host: ${HOST}`, `X-Long: ${'a'.repeat(100)}`]);
    const slow = Array.from({ length: 200 }, () => new Wire(ORIGIN).dribble(head, 200));
    const answers = await meanwhile(Promise.all(slow));
    assert.ok(answers >= 10, `${answers} answers`);
    for (const milliseconds of await Promise.all(slow)) assertBetween(milliseconds, HEADER_MS - 500, HEADER_MS + SLACK_MS);
  });

  test('forty wrong passwords at once: tokens come meanwhile, every one', async () => {
    const guess = async (_, n) => {
      const browser = new Browser(ORIGIN);
      const page = await browser.open('/login');
      const filled = { identifier: `guess-${n}`, password: randomBytes(18).toString('base64url') };
      return (await browser.submit(page, page.form('password'), filled)).status;
    };
    const storm = Promise.all(Array.from({ length: 40 }, guess));
    const answers = await meanwhile(storm);
    assert.ok(answers >= 3, `${answers} answers`);
    const statuses = await storm;
    assert.ok(statuses.filter((status) => status === 401).length > 0, statuses.join());
    // Those that there is no time for are told so.
    for (const status of statuses) assert.ok([401, 503].includes(status), statuses.join());
  });
});

describe('too many', () => {
  server(CAP);

  test('a connection beyond the cap is closed, and its place is free again', async () => {
    const idle = [];
    for (let n = 0; n < CAP + 10; n += 1) {
      idle.push(new Wire(ORIGIN));
      await idle.at(-1).connected;
    }
    await sleep(500);
    const open = idle.filter((wire) => wire.open);
    assert.ok(open.length <= CAP && open.length >= CAP - 5, `${open.length} are open`);
    assert.deepEqual((await issue()).statuses, []);
    // One that was let in before is served though the house is full.
    assert.equal(await open[0].send(request('GET /healthz', [`Host: ${HOST}`])).answer(), 200);
    for (const wire of idle) wire.socket.destroy();
    await sleep(200);
    for (let n = 0; n < 5; n += 1) await assertServes();
  });

  test('who falls silent gives up the place', async () => {
    const idle = Array.from({ length: CAP + 10 }, () => new Wire(ORIGIN));
    for (const milliseconds of await Promise.all(idle.map((wire) => wire.end()))) {
      assertBetween(milliseconds, 0, HEADER_MS + SLACK_MS);
    }
  });
});

// Requests that no honest client sends: too large, ambiguous, or lying about who sent them. Each is refused with one
// answer, and the server lives. It is started here, so the launcher must have stopped its own (--stopped).

import { peer } from '../lib/peer.mjs';

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, afterEach, before, test } from 'node:test';

import { Client } from '../lib/client.mjs';
import { Node } from '../lib/countersign.mjs';
import { exchange, request, residentMiB, Wire } from '../lib/wire.mjs';

const ORIGIN = peer.issuer;
const { host: HOST, port: PORT } = new URL(ORIGIN);
const KIB = 1024;
const MIB = 1024 * KIB;
const GROWTH_MIB = 20;
const service = new Client(ORIGIN, peer.clients.service);
const FORM = 'grant_type=client_credentials';
const FIELDS = [
  `Host: ${HOST}`, 'Connection: close', `Authorization: ${service.authorization}`,
  'Content-Type: application/x-www-form-urlencoded',
];
const LENGTH = `Content-Length: ${FORM.length}`;
const CHUNKS = `${FORM.length.toString(16)}\r\n${FORM}\r\n0\r\n\r\n`;
let node;

async function start(options) {
  const env = { ...peer.place.env, COUNTERSIGN_LOG__FORMAT: 'json', ...options };
  node = new Node({ ...peer.place, env }, PORT, ORIGIN);
  await node.ready();
}

function post(fields, body) {
  return exchange(ORIGIN, request('POST /oauth2/token', [...FIELDS, ...fields], body));
}

async function assertServes() {
  const { statuses, received } = await post([LENGTH], FORM);
  assert.deepEqual(statuses, [200], received);
}

async function assertRefused(bytes, ...allowed) {
  const { statuses, received, milliseconds } = await exchange(ORIGIN, bytes);
  assert.equal(statuses.length, 1, `${statuses.length} answers: ${received}`);
  assert.ok(allowed.includes(statuses[0]), received);
  assert.doesNotMatch(received, /access_token/);
  assert.ok(milliseconds < 5_000, `open for ${milliseconds} ms`);
}

before(() => start({ COUNTERSIGN_LIMITS__BODY_TIMEOUT: '2s' }));
afterEach(assertServes);
after(async () => {
  assert.equal(await node.stop(), 0);
  assert.doesNotMatch(node.output, /panicked/);
});

test('the accepted twin of each: one honest request, by length and in chunks', async () => {
  await assertServes();
  const { statuses, received } = await post(['Transfer-Encoding: chunked'], CHUNKS);
  assert.deepEqual(statuses, [200], received);
});

test('a head of 64 KiB, in one line or in many', async () => {
  const head = (fields) => request('GET /healthz', [`Host: ${HOST}`, 'Connection: close', ...fields]);
  assert.deepEqual((await exchange(ORIGIN, head([`X-Long: ${'a'.repeat(8 * KIB)}`]))).statuses, [200]);
  await assertRefused(head([`X-Long: ${'a'.repeat(64 * KIB)}`]), 431);
  await assertRefused(head(Array.from({ length: 64 }, (_, n) => `X-${n}: ${'a'.repeat(KIB)}`)), 431);
});

test('two hundred header lines', async () => {
  const head = (lines) => request('GET /healthz', [`Host: ${HOST}`, 'Connection: close', ...lines]);
  const lines = (count) => Array.from({ length: count }, (_, n) => `X-${n}: ${n}`);
  assert.deepEqual((await exchange(ORIGIN, head(lines(50)))).statuses, [200]);
  await assertRefused(head(lines(200)), 431);
});

test('an address of 64 KiB', async () => {
  const get = (path) => request(`GET ${path}`, [`Host: ${HOST}`, 'Connection: close']);
  assert.deepEqual((await exchange(ORIGIN, get(`/healthz?${'a'.repeat(4 * KIB)}`))).statuses, [200]);
  await assertRefused(get(`/healthz?${'a'.repeat(64 * KIB)}`), 400, 414, 431);
});

test('a body of more than 64 KiB', async () => {
  const sized = (size) => `${FORM}&pad=`.padEnd(size, 'a');
  const send = (body) => post([`Content-Length: ${body.length}`], body);
  assert.deepEqual((await send(sized(64 * KIB))).statuses, [200]);
  const { statuses, received } = await send(sized(64 * KIB + 1));
  assert.deepEqual(statuses, [413], received);
});

/** Sends until the other side has enough. It may have closed before we read why. */
async function assertCut(fields, piece, most) {
  const base = residentMiB(node.pid);
  const wire = new Wire(ORIGIN).send(request('POST /oauth2/token', [...FIELDS, ...fields]));
  let sent = 0;
  for (; wire.open && sent < most; sent += piece.length) {
    wire.send(piece);
    await new Promise((resolve) => setImmediate(resolve));
    if (wire.socket.writableNeedDrain) await Promise.race([once(wire.socket, 'drain').catch(() => {}), wire.closed]);
  }
  const milliseconds = await wire.end();
  assert.ok(milliseconds < 5_000, `open for ${milliseconds} ms`);
  assert.ok(wire.statuses.every((status) => status === 413), wire.received);
  const growth = residentMiB(node.pid) - base;
  assert.ok(growth < GROWTH_MIB, `${growth} MiB more`);
  return sent;
}

test('bodies of 1 MiB take little memory', async () => {
  const cut = () => assertCut([`Content-Length: ${MIB}`], 'a'.repeat(MIB), MIB);
  await Promise.all(Array.from({ length: 20 }, cut));
});

test('a body that never ends is cut', async () => {
  const sent = await assertCut(['Transfer-Encoding: chunked'], `4000\r\n${'a'.repeat(16 * KIB)}\r\n`, 64 * MIB);
  assert.ok(sent < 64 * MIB, `it took ${sent} bytes`);
});

// RFC 9112 sections 5.1, 5.2, 6.1 and 6.3: what two servers in a row could read as different requests.
const SMUGGLED = `GET /healthz HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`;
const ambiguous = {
  'two lengths': [...FIELDS, LENGTH, 'Content-Length: 6'],
  'two lengths in one': [...FIELDS, `${LENGTH}, 6`],
  'a length with a sign': [...FIELDS, `Content-Length: +${FORM.length}`],
  'a length that is none': [...FIELDS, 'Content-Length: 0x1d'],
  'a folded line': [...FIELDS, LENGTH, 'X-Folded: a', ' b'],
  'a space before the colon': [...FIELDS, `Content-Length : ${FORM.length}`],
  'a name with a space': [...FIELDS, LENGTH, 'X Y: z'],
  'a line without a colon': [...FIELDS, LENGTH, 'nothing'],
  'an encoding that is unknown': [...FIELDS, 'Transfer-Encoding: gzip'],
  'chunks not last': [...FIELDS, 'Transfer-Encoding: chunked, gzip'],
  'an obscured encoding': [...FIELDS, 'Transfer-Encoding: \x0bchunked'],
  'a NUL in a value': [...FIELDS, LENGTH, 'X-Nul: a\0b'],
  'a bare CR in a value': [...FIELDS, LENGTH, 'X-Cr: a\rX-Smuggled: b'],
};

for (const [name, fields] of Object.entries(ambiguous)) {
  test(`ambiguous: ${name}`, async () => {
    const kept = fields.filter((field) => field !== 'Connection: close');
    for (const body of [FORM, CHUNKS]) {
      await assertRefused(request('POST /oauth2/token', kept, `${body}${SMUGGLED}`), 400, 411, 501);
    }
  });
}

/** What RFC 9112 lets a server read in one way: it is answered once, and then the connection ends. */
async function assertReadOnce(bytes) {
  const { statuses, received, milliseconds } = await exchange(ORIGIN, bytes);
  assert.equal(statuses.length, 1, received);
  assert.ok(statuses[0] === 400 || /^connection: close\r$/im.test(received), received);
  assert.ok(milliseconds < 1_000, `open for ${milliseconds} ms`);
}

test('ambiguous: a length and chunks (section 6.1)', async () => {
  const kept = FIELDS.filter((field) => field !== 'Connection: close');
  for (const both of [['Content-Length: 6', 'Transfer-Encoding: chunked'], ['Transfer-Encoding: chunked', 'Content-Length: 6']]) {
    await assertReadOnce(request('POST /oauth2/token', [...kept, ...both], `${CHUNKS}${SMUGGLED}`));
    await assertReadOnce(request('POST /oauth2/token', [...kept, ...both], `0\r\n\r\n${SMUGGLED}`));
  }
});

test('ambiguous: lines that end in LF alone (section 2.2)', async () => {
  await assertReadOnce(request('POST /oauth2/token', [...FIELDS, LENGTH], FORM).replaceAll('\r\n', '\n'));
  const hidden = ['X-Hidden: a\nTransfer-Encoding: chunked', LENGTH];
  await assertReadOnce(request('POST /oauth2/token', [...FIELDS, ...hidden], `0\r\n\r\n${SMUGGLED}`));
});

test('ambiguous: chunk sizes that are none', async () => {
  const fields = [...FIELDS.filter((field) => field !== 'Connection: close'), 'Transfer-Encoding: chunked'];
  for (const size of ['-1', '+1', '0x1', 'g', '', '1 1', '1\n', 'f'.repeat(17)]) {
    const body = `${size}\r\na\r\n0\r\n\r\n${SMUGGLED}`;
    await assertRefused(request('POST /oauth2/token', fields, body), 400);
  }
});

test('the preface of HTTP/2, and TLS, where HTTP/1.1 is spoken', async () => {
  const { statuses, milliseconds } = await exchange(ORIGIN, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
  assert.ok(statuses.length === 0 || [400, 505].includes(statuses[0]), statuses.join());
  assert.ok(milliseconds < 1_000, `open for ${milliseconds} ms`);
  await assertRefused('\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n', 400);
});

test('the issuer comes from the configuration, whatever the host', async () => {
  const get = (path, ...fields) => exchange(ORIGIN, request(`GET ${path}`, ['Connection: close', ...fields]));
  const evil = ['Host: evil.example', 'X-Forwarded-Host: evil.example', 'X-Forwarded-Proto: https', 'Forwarded: host=evil.example'];
  const honest = await get('/.well-known/openid-configuration', `Host: ${HOST}`);
  const asked = await get('/.well-known/openid-configuration', ...evil);
  assert.equal(JSON.parse(honest.received.split('\r\n\r\n')[1]).issuer, ORIGIN);
  assert.equal(asked.received.split('\r\n\r\n')[1], honest.received.split('\r\n\r\n')[1]);
  const sent = await get('/account', ...evil);
  assert.ok([302, 303].includes(sent.statuses[0]), sent.received);
  assert.doesNotMatch(sent.received, /evil\.example/);
});

test('two hosts, or none', async () => {
  await assertRefused(request('GET /healthz', [`Host: ${HOST}`, 'Host: evil.example', 'Connection: close']), 400);
  await assertRefused(request('GET /healthz', ['Connection: close']), 400);
});

test('only a proxy that was named says where a request came from', async () => {
  const spoof = () =>
    exchange(ORIGIN, request('GET /healthz', [`Host: ${HOST}`, 'Connection: close', 'X-Forwarded-For: 203.0.113.9']));
  assert.deepEqual((await spoof()).statuses, [200]);
  await node.stop();
  assert.match(node.output, /127\.0\.0\.1/);
  assert.doesNotMatch(node.output, /203\.0\.113\.9/);
  await start({ COUNTERSIGN_TRUSTED_PROXIES: '127.0.0.1' });
  await spoof();
  await node.stop();
  assert.match(node.output, /203\.0\.113\.9/);
  await start();
});

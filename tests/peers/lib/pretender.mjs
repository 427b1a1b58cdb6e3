// Servers of a test: an issuer's documents, the address of an attacker that must never be asked, and what trusts the issuer.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const TARGET = process.env.CARGO_TARGET_DIR ?? fileURLToPath(new URL('../../../target', import.meta.url));

/** Serves JSON by path, and remembers which paths were asked for. */
export async function documents() {
  const asked = [];
  const served = { asked, byPath: {} };
  const server = createServer((request, response) => {
    asked.push(request.url);
    const document = served.byPath[request.url];
    response.writeHead(document ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(document ?? null));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  served.url = `http://127.0.0.1:${server.address().port}`;
  served.close = () => {
    server.closeAllConnections();
    server.close();
  };
  return served;
}

/** The API example (examples/api). */
export async function api(issuer, audience) {
  const env = { ...process.env, ISSUER: issuer, AUDIENCE: audience, LISTEN: '127.0.0.1:0' };
  const child = spawn(`${TARGET}/debug/example-api`, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = await once(createInterface(child.stdout), 'line');
  return { url: line.match(/http:\/\/\S+/)[0], close: () => child.kill('SIGTERM') };
}

/** The verifier as a judge (verifier/examples/judge.rs). `refuses` says why, or nothing if it accepts. */
export function judge(issuer, audience) {
  const child = spawn(`${TARGET}/debug/examples/judge`, [issuer, audience], { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface(child.stdout)[Symbol.asyncIterator]();
  const ask = async (question) => {
    child.stdin.write(`${JSON.stringify(question)}\n`);
    return JSON.parse((await answers.next()).value);
  };
  return {
    keys: async (jwks) => (await ask({ keys: JSON.stringify(jwks) })).refused !== 'not_a_key_set',
    refuses: async (token) => (await ask({ token })).refused,
    close: () => child.stdin.end(),
  };
}

// Runs the real binary: its command line, and server processes that are stopped by process id.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));

export const PROGRAM =
  process.env.SERVER_BINARY ?? `${process.env.CARGO_TARGET_DIR ?? `${REPOSITORY}/target`}/debug/countersign`;

const READY_WITHIN_MS = 30_000;
const STOPPED_WITHIN_MS = 10_000;
const SETUP_LINK = /https?:\/\/[^\s"'<>]+\/setup\?token=[A-Za-z0-9_.~%-]+/;

/** The caller's environment without Countersign's own options: a developer's must not leak into a test. */
export function environment(options) {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('COUNTERSIGN_'));
  return { ...Object.fromEntries(inherited), NO_COLOR: '1', ...options };
}

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** One command of the command line with `--json`; what it printed, parsed. */
export async function command({ program, env, cwd }, args, input = '') {
  const child = spawn(program, [...args, '--json'], { cwd, env: environment(env) });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  if (code !== 0) {
    throw new Error(`countersign ${args.join(' ')} ended with ${code}: ${stderr.trim() || stdout.trim()}`);
  }
  return stdout.trim() === '' ? null : JSON.parse(stdout);
}

/** A server process. `output` keeps all that it printed. */
export class Node {
  #child;
  output = '';

  constructor(place, port, issuer) {
    this.origin = `http://127.0.0.1:${port}`;
    const args = ['serve', '--listen', `127.0.0.1:${port}`, '--issuer', issuer];
    this.#child = spawn(place.program, args, {
      cwd: place.cwd,
      env: environment(place.env),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const keep = (chunk) => (this.output += chunk);
    this.#child.stdout.on('data', keep);
    this.#child.stderr.on('data', keep);
    this.#child.on('error', keep);
  }

  get pid() {
    return this.#child.pid;
  }

  get setupUrl() {
    return this.output.match(SETUP_LINK)?.[0];
  }

  async ready() {
    const end = Date.now() + READY_WITHIN_MS;
    while (Date.now() < end) {
      if (this.#ended()) throw new Error(`the server ended with ${this.#child.exitCode}:\n${this.output}`);
      const answer = await fetch(`${this.origin}/readyz`).catch(() => null);
      if (answer?.ok) return this;
      await sleep(25);
    }
    throw new Error(`the server was not ready within ${READY_WITHIN_MS} ms:\n${this.output}`);
  }

  /** Asks it to stop, and waits; the exit status, or null where it had to be killed. */
  async stop() {
    const late = setTimeout(() => this.#child.kill('SIGKILL'), STOPPED_WITHIN_MS);
    await this.#end('SIGTERM');
    clearTimeout(late);
    return this.#child.exitCode;
  }

  /** Ends it without a word to it, as the kernel does when memory runs out. */
  kill() {
    return this.#end('SIGKILL');
  }

  async #end(signal) {
    if (this.#ended()) return;
    const closed = once(this.#child, 'exit');
    this.#child.kill(signal);
    await closed;
  }

  #ended() {
    return this.#child.exitCode !== null || this.#child.signalCode !== null || this.#child.pid === undefined;
  }
}

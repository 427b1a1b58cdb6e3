// HTTP as bytes: what no client library would send, and what comes back.

import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 15_000;

/** One connection. `received` is all that came; `closed` settles, with the milliseconds since it opened, when it ends. */
export class Wire {
  received = '';
  open = true;
  #begun = Date.now();

  constructor(origin) {
    const { hostname, port } = new URL(origin);
    this.socket = connect({ host: hostname, port: Number(port), noDelay: true });
    this.socket.setEncoding('latin1');
    this.socket.on('data', (text) => (this.received += text));
    this.socket.on('error', () => {});
    this.closed = new Promise((resolve) => this.socket.once('close', resolve)).then(() => {
      this.open = false;
      return Date.now() - this.#begun;
    });
    this.connected = new Promise((resolve) => this.socket.once('connect', resolve).once('close', resolve));
  }

  send(bytes) {
    if (this.open && this.socket.writable) this.socket.write(bytes, 'latin1');
    return this;
  }

  /** Sends a byte at a time until the other side has enough; the milliseconds that this took. */
  async dribble(bytes, everyMs) {
    for (const byte of bytes) {
      if (!this.open) break;
      this.send(byte);
      await sleep(everyMs);
    }
    return this.end();
  }

  /** Waits until the other side closes; the milliseconds since it opened, or Infinity where it never does. */
  async end(patience = PATIENCE_MS) {
    const never = sleep(patience, Infinity, { ref: false });
    const milliseconds = await Promise.race([this.closed, never]);
    this.socket.destroy();
    return milliseconds;
  }

  /** Waits for a first answer, without closing. */
  async answer(patience = PATIENCE_MS) {
    const until = Date.now() + patience;
    while (this.open && this.statuses.length === 0 && Date.now() < until) await sleep(5);
    return this.statuses[0];
  }

  /** The statuses of all answers that came: more than one where a request was taken for two. */
  get statuses() {
    return [...this.received.matchAll(/HTTP\/1\.[01] (\d{3})/g)].map(([, status]) => Number(status));
  }
}

/** Sends these bytes alone on a connection; the wire after it was closed. */
export async function exchange(origin, bytes) {
  const wire = new Wire(origin).send(bytes);
  wire.milliseconds = await wire.end();
  return wire;
}

/** A request as text: a line, fields, an empty line, a body. */
export function request(line, fields, body = '') {
  return [`${line} HTTP/1.1`, ...fields, '', body].join('\r\n');
}

/** Resident memory of a process, in MiB (Linux). */
export function residentMiB(pid) {
  return Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/^VmRSS:\s+(\d+)/m)[1]) / 1024;
}

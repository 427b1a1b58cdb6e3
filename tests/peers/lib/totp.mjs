// The app on a phone that shows codes (RFC 6238): SHA-1, six digits, a new one every half minute.

import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

const STEP_MS = 30_000;
// What is typed in the last moments of a step may arrive after it.
const MARGIN_MS = 10_000;
// RFC 4648 section 6.
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export class Authenticator {
  #key;
  #step = 0;

  constructor(secret) {
    this.#key = bytes(secret);
  }

  /** A code that was not typed before. One of the step before or after is taken as well, so two can be typed in a row. */
  async next() {
    const earliest = Math.floor((Date.now() + MARGIN_MS) / STEP_MS) - 1;
    this.#step = Math.max(earliest, this.#step + 1);
    await sleep(Math.max(0, (this.#step - 1) * STEP_MS - Date.now()));
    return this.last;
  }

  /** The code that was typed last. */
  get last() {
    return code(this.#key, this.#step);
  }

  /** Six digits that the app does not show at present. */
  get wrong() {
    const now = Math.floor(Date.now() / STEP_MS);
    const near = [-2, -1, 0, 1, 2].map((away) => code(this.#key, now + away));
    return ['000000', '111111', '222222', '333333', '444444', '555555'].find((digits) => !near.includes(digits));
  }
}

// RFC 4226 section 5.3.
function code(key, step) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', key).update(counter).digest();
  const number = hash.readUInt32BE(hash[19] & 0xf) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

function bytes(text) {
  const letters = [...text.replace(/[\s=-]/g, '').toUpperCase()];
  const bits = letters.map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g).map((octet) => Number.parseInt(octet, 2)));
}

// The work of a challenge: for each part the first number with which SHA-256 (FIPS 180-4) of part, number and challenge begins with
// enough zero bits. All three fill one block, so the hash is written out for just that.
"use strict";

const K = new Int32Array([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]);
const H = new Int32Array([0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19]);

const turn = (x, by) => (x >>> by) | (x << (32 - by));

// The first word of the hash of the block in the first 16 of `w`; the others are its schedule.
const hash = (w) => {
  for (let i = 16; i < 64; i += 1) {
    const x = w[i - 15];
    const y = w[i - 2];
    const s0 = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
    const s1 = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
    w[i] = w[i - 16] + s0 + w[i - 7] + s1;
  }
  let [a, b, c, d, e, f, g, h] = H;
  // One assignment a line: not every engine makes as much of swapping by lists, and this is all the work there is.
  for (let i = 0; i < 64; i += 1) {
    const t1 = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
    const t2 = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  return H[0] + a;
};

// The one block of the message: a word for the part, one for the number, the challenge, the mark of the end, and the length in bits.
const block = (challenge) => {
  const bytes = new DataView(new ArrayBuffer(64));
  challenge.forEach((byte, i) => bytes.setUint8(8 + i, byte));
  bytes.setUint8(8 + challenge.length, 0x80);
  bytes.setUint32(60, 8 * (8 + challenge.length));
  return Int32Array.from({ length: 16 }, (_, i) => bytes.getInt32(4 * i));
};

const bytesOf = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));

// Is given `challenge`, `parts` and `zeros`; says each number as it is found.
onmessage = ({ data }) => {
  const w = new Int32Array(64);
  w.set(block(bytesOf(data.challenge)));
  for (let part = 0; part < data.parts; part += 1) {
    let number = 0;
    [w[0], w[1]] = [part, number];
    while (Math.clz32(hash(w)) < data.zeros) w[1] = number += 1;
    postMessage(number);
  }
};

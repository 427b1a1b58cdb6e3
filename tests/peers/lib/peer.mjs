// What the launcher left for a peer (see server.mjs).

import { webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';

// Node 18 has Web Crypto, but not as a global.
globalThis.crypto ??= webcrypto;

export const peer = JSON.parse(readFileSync(process.env.PEER_FILE, 'utf8'));

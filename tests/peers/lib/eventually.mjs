// Waits for what another process does in its own time.

import { setTimeout as sleep } from 'node:timers/promises';

/** Asks until it no longer throws; what it threw last where that takes too long. */
export async function eventually(ask, withinMs = 10_000) {
  const end = Date.now() + withinMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await sleep(100);
  }
}

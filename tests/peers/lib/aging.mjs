// Time that has passed for those who are signed in: a test cannot wait until what they showed is too old to change an account.

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const HOUR_MS = 3_600_000;
const PROGRAM = `
import json, sqlite3, sys
database, milliseconds = sys.argv[1], int(sys.argv[2])
with sqlite3.connect(database, timeout=30) as sessions:
    for session, proofs in sessions.execute("SELECT id, proofs FROM sessions").fetchall():
        older = [{**proof, "at": proof["at"] - milliseconds} for proof in json.loads(proofs)]
        sessions.execute("UPDATE sessions SET proofs = ? WHERE id = ?", (json.dumps(older), session))`;

/** Everybody who is signed in has shown who they are an hour earlier than they did. The server may be running. */
export async function age({ cwd }) {
  await promisify(execFile)('python3', ['-c', PROGRAM, join(cwd, 'countersign.db'), String(HOUR_MS)]);
}

// Starts real server processes, seeds them by the command line, and runs a peer against them.
//
//   node server.mjs [--nodes N] [--database-url URL] [--unseeded | --open] [--stopped] [--named] -- COMMAND...
//
// With --open there are two people, and clients register themselves for all that there is: what a conformance suite needs.
// With --stopped the servers are down when the peer begins: it starts and kills them itself. With --named the issuer is at
// localhost, for what browsers allow to names only. The peer finds a JSON file at $PEER_FILE: issuer, nodes, setup_url, place
// (for the command line), and, when seeded, api, user and clients. The exit status is the peer's.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { freePort, Node, PROGRAM } from './lib/countersign.mjs';
import { people, seed } from './lib/seed.mjs';

// Running servers see what the command line changed within a second.
const CHANGES_SEEN_MS = 1_100;

// Anyone may register, for every response type, as often as a suite does.
const OPEN = {
  COUNTERSIGN_REGISTRATION__MODE: 'open',
  COUNTERSIGN_REGISTRATION__OPEN_FREE: '100000',
  COUNTERSIGN_REGISTRATION__GRANTS: 'authorization_code,refresh_token,client_credentials',
  COUNTERSIGN_REGISTRATION__RESPONSE_TYPES:
    'code,id_token,id_token token,code id_token,code token,code id_token token',
};

const { values: options, positionals: peer } = parseArgs({
  allowPositionals: true,
  options: {
    nodes: { type: 'string', default: '1' },
    'database-url': { type: 'string' },
    unseeded: { type: 'boolean', default: false },
    open: { type: 'boolean', default: false },
    stopped: { type: 'boolean', default: false },
    named: { type: 'boolean', default: false },
  },
});

const nodes = [];
let running;
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => end(1));

const directory = await mkdtemp(join(tmpdir(), 'countersign-peer-'));
let status = 1;
try {
  status = await run(await start());
} catch (error) {
  console.error(error.message);
}
await end(status);

async function start() {
  const place = {
    program: PROGRAM,
    cwd: directory,
    env: {
      COUNTERSIGN_DATABASE_URL: options['database-url'] ?? `sqlite://${join(directory, 'countersign.db')}`,
      COUNTERSIGN_KEYS_DIR: join(directory, 'keys'),
      ...(options.open && OPEN),
    },
  };
  const ports = [];
  for (let n = 0; n < Number(options.nodes); n += 1) ports.push(await freePort());
  const issuer = `http://${options.named ? 'localhost' : '127.0.0.1'}:${ports[0]}`;
  place.env.COUNTERSIGN_ISSUER = issuer;
  // One after the other: the first migrates the database and makes the keys.
  for (const port of ports) {
    const node = new Node(place, port, issuer);
    nodes.push(node);
    await node.ready();
  }
  const facts = { issuer, nodes: nodes.map((node) => node.origin), setup_url: nodes[0].setupUrl, place };
  const seeded = options.unseeded ? {} : await (options.open ? people : seed)(place);
  if (options.stopped) await Promise.all(nodes.map((node) => node.stop()));
  else if (!options.unseeded) await sleep(CHANGES_SEEN_MS);
  return { ...facts, ...seeded };
}

async function run(facts) {
  const file = join(directory, 'peer.json');
  await writeFile(file, JSON.stringify(facts, null, 2), { mode: 0o600 });
  running = spawn(peer[0], peer.slice(1), {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PEER_FILE: file },
  });
  const [code] = await once(running, 'close');
  return code ?? 1;
}

async function end(code) {
  running?.kill('SIGTERM');
  await Promise.all(nodes.map((node) => node.stop()));
  if (code !== 0) nodes.forEach(report);
  await rm(directory, { recursive: true, force: true });
  process.exit(code);
}

function report(node) {
  const lines = node.output.trimEnd().split('\n');
  console.error(`--- what ${node.origin} said last ---\n${lines.slice(-60).join('\n')}`);
}

import { parseArgs } from 'node:util';
import { buildIfNeeded } from '@/scripts/start/build';
import { readSettings } from '@/scripts/start/settings';
import { allFaults, faultsOf } from './faults';
import { randomOf } from './random';
import { runStorm } from './storm';

// `npm run chaos`: the whole product under a storm of bids, deposits, withdrawals and closings while each part breaks
// once, in an order that the seed decides. `npm run chaos -- redis-kill web-kill+database-crash --seed 7` runs these faults,
// in this order.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: String(Date.now() % 100_000) } },
});
const seed = Number(values.seed);
const faults = positionals.length > 0 ? positionals : allFaults(randomOf(seed));
try {
  faults.forEach(faultsOf);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(2);
}

const { distDir, dataDir, uploadDir } = readSettings(process.env);
await buildIfNeeded({ distDir, except: [dataDir, uploadDir], signal: new AbortController().signal });
const { failures } = await runStorm({ faults, seed, tell: (line) => void process.stdout.write(`${line}\n`) });
for (const failure of failures) process.stdout.write(`✗ ${failure}\n`);
process.stdout.write(
  failures.length === 0 ? 'Every promise held.\n' : `${failures.length} promises broken.\n`,
);
process.exit(failures.length === 0 ? 0 : 1);

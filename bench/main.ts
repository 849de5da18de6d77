import { benchBids } from './bids';
import { benchList } from './list';
import { benchLive } from './live';
import { benchPage } from './page';

// `npm run bench` runs all benchmarks, `npm run bench -- bids` one. Each prints one JSON line for each figure. Timings on a
// shared machine are noisy: compare figures of one run, and state their ratio.

const benchmarks: Record<string, () => Promise<void>> = {
  bids: benchBids,
  list: benchList,
  live: benchLive,
  page: benchPage,
};

process.env.AUTH_SECRET ??= 'a secret for benchmarks, which nobody else ever sees';
const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in benchmarks));
if (unknown.length > 0) {
  process.stderr.write(
    `No benchmark "${unknown.join('", "')}". There are: ${Object.keys(benchmarks).join(', ')}.\n`,
  );
  process.exit(1);
}
for (const [name, run] of Object.entries(benchmarks)) {
  if (names.length === 0 || names.includes(name)) await run();
}

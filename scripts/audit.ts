import { createPool } from '@/db/client';
import { auditLedger } from '@/lib/wallet/audit';

// `npm run audit`: checks the invariants of the ledger in `DATABASE_URL`. When the books are right, it prints one line and
// ends with 0; when they are not, it prints a JSON line for each row that breaks a rule and ends with 1.

const url = process.env.DATABASE_URL;
if (!url) {
  process.stderr.write('DATABASE_URL: not set, and no `npm start` has left one in the data folder.\n');
  process.exit(2);
}

const pool = createPool({ connectionString: url, max: 1 });
try {
  const findings = await auditLedger(pool);
  for (const finding of findings) process.stdout.write(`${JSON.stringify(finding)}\n`);
  process.stdout.write(
    findings.length === 0 ? 'The books add up.\n' : `${findings.length} rows break a rule.\n`,
  );
  process.exitCode = findings.length === 0 ? 0 : 1;
} catch (error) {
  process.stderr.write(`The books could not be audited: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 2;
} finally {
  await pool.end();
}

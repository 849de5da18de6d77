import { createPool } from '@/db/client';
import { setOperator } from '@/lib/operators/appoint';

// `npm run operator -- USERNAME [--remove]`: gives a person the role of an operator (/admin), or takes it away. Both are
// recorded in the operators' log. Only the owner of the tables may change the role.

const HOW = 'Usage: npm run operator -- USERNAME [--remove]\n';

async function main(args: string[]): Promise<number> {
  const [username, ...others] = args.filter((arg) => arg !== '--remove');
  if (!username || others.length > 0 || username.startsWith('-')) {
    process.stderr.write(HOW);
    return 2;
  }
  if (!process.env.DATABASE_URL) {
    process.stderr.write('DATABASE_URL: not set, and no `npm start` has left one in the data folder.\n');
    return 2;
  }
  const operator = !args.includes('--remove');
  const pool = createPool({
    connectionString: process.env.OWNER_DATABASE_URL || process.env.DATABASE_URL,
    max: 1,
  });
  const answer = await setOperator({ username, operator, source: 'npm run operator', pool }).finally(() =>
    pool.end(),
  );
  if (!answer.ok) {
    process.stderr.write(`There is no user "${username}".\n`);
    return 1;
  }
  const state = operator ? 'an operator' : 'no operator';
  process.stdout.write(`${username} is ${state}${answer.changed ? ' now' : ' already'}.\n`);
  return 0;
}

/** The SQLSTATE with which PostgreSQL refuses a role that lacks the right. */
const INSUFFICIENT_PRIVILEGE = '42501';

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Error && 'code' in error && error.code === INSUFFICIENT_PRIVILEGE)) throw error;
  process.stderr.write(
    'OWNER_DATABASE_URL: name the owner of the tables; the application may not make operators.\n',
  );
  process.exitCode = 2;
}

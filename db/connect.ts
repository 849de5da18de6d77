import pg from 'pg';

/** The database cannot be prepared with these settings. `message` is one sentence that names the variable. */
export class DatabaseSetupError extends Error {
  override name = 'DatabaseSetupError';
}

/**
 * One connection outside the pool, for the setup.
 *
 * @param variable  the setting that holds `url`, for the error message
 * @throws DatabaseSetupError when nobody answers there or the login is refused
 */
export async function connect(variable: string, url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    application_name: 'neighborbid setup',
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  });
  // A connection that breaks between two statements must not end the process: the next statement fails with the reason.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    throw new DatabaseSetupError(`${variable}: no connection to ${withoutPassword(url)} (${reason(error)}).`);
  }
}

/** Whether these credentials open a connection. */
export async function canConnect(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

/** Whether a statement failed because its connection was lost. */
export function isConnectionLost(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return /^(08|57P)/.test(error.code ?? '');
  return error instanceof Error && /connection|client was closed|ECONN|EPIPE|ETIMEDOUT/i.test(error.message);
}

function withoutPassword(text: string): string {
  const url = new URL(text);
  return `${url.protocol}//${url.username}@${url.host}${url.pathname}`;
}

/** A refused connection to a name with several addresses arrives as an error with a code and no message. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || ('code' in error ? String(error.code) : error.name);
}

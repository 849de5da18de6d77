import { randomBytes } from 'node:crypto';
import { hash, type Options, verify } from '@node-rs/argon2';
import { preparedPassword } from './input';

/**
 * Argon2id (the package's default algorithm) with 19 MiB, two passes and one lane, a choice of the OWASP Password
 * Storage Cheat Sheet (https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#argon2id).
 * A hash carries its parameters, so raising them leaves older hashes readable.
 */
const ARGON2ID: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The hash that is stored instead of a password. It takes tens of milliseconds on purpose. */
export function hashPassword(password: string): Promise<string> {
  return hash(preparedPassword(password), ARGON2ID);
}

let nobodysHash: Promise<string> | undefined;

/**
 * Whether the password matches the hash. Without a hash (no such user) it takes just as long and is false, so that the time
 * of an answer does not reveal which usernames exist.
 */
export async function passwordMatches(password: string, storedHash: string | null): Promise<boolean> {
  nobodysHash ??= hashPassword(randomBytes(32).toString('base64url'));
  const substitute = await nobodysHash;
  const matches = await verify(storedHash ?? substitute, preparedPassword(password));
  return matches && storedHash !== null;
}

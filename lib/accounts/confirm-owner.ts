import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import type { Login } from '@/lib/login';
import { invalidInput } from '@/lib/parse-input';
import type { Result } from '@/lib/result';
import { verifyPassword } from './verify-password';

/** For this long after a login or a proof, no other proof is asked for. */
const RECENT_MINUTES = 10;

/** The proof that a logged-in person owns the account. */
export type Proof = {
  /** Unchecked; empty without one. */
  password: string;
  /** The login by which the request comes. */
  login: Login | null;
  /** The network address by which failures are counted. */
  address: string;
};

/** The proof that an act would ask for now. */
export type ProofNeeded = 'none' | 'password' | 'provider';

type Standing = { username: string; has_password: boolean; is_recent: boolean };

async function standingOf(userId: string, login: Login | null): Promise<Standing> {
  const hash = login?.hash ?? null;
  const { rows } = await database().execute<Standing>(sql`
    SELECT username, password_hash IS NOT NULL AS has_password,
      coalesce(
        (SELECT proven_at FROM sessions WHERE id_hash = ${hash} AND user_id = users.id),
        (SELECT created_at FROM api_tokens WHERE token_hash = ${hash} AND user_id = users.id)
      ) > now() - make_interval(mins => ${RECENT_MINUTES}) IS TRUE AS is_recent
    FROM users WHERE id = ${userId}`);
  const [standing] = rows;
  if (!standing) throw new Error(`user ${userId} is not there to prove anything`);
  return standing;
}

/** The proof that `confirmOwnerUnlessRecent` would ask for, so that a page shows the right field. */
export async function proofNeeded(userId: string, login: Login | null): Promise<ProofNeeded> {
  const { has_password, is_recent } = await standingOf(userId, login);
  if (is_recent) return 'none';
  return has_password ? 'password' : 'provider';
}

/** The same for `confirmOwner`. */
export async function proofAlwaysNeeded(userId: string, login: Login | null): Promise<ProofNeeded> {
  const { has_password, is_recent } = await standingOf(userId, login);
  if (has_password) return 'password';
  return is_recent ? 'none' : 'provider';
}

/**
 * Confirms the owner of an account again, before an act for which a borrowed phone must not be enough: by password or, for
 * an account without one, by a login through a provider a moment ago.
 *
 * A correct password counts for this session's next acts as well, for a few minutes.
 *
 * @returns INVALID_INPUT on the field `password`; RATE_LIMITED after too many wrong passwords, counted with the logins
 */
export async function confirmOwner(
  userId: string,
  proof: Proof,
): Promise<Result<object, 'INVALID_INPUT' | 'RATE_LIMITED'>> {
  return confirm(await standingOf(userId, proof.login), proof);
}

/**
 * The same, but a login or a proof of a few minutes ago is enough, so that nobody is asked by one form after another. A token
 * of the API counts as proven when it was issued.
 */
export async function confirmOwnerUnlessRecent(
  userId: string,
  proof: Proof,
): Promise<Result<object, 'INVALID_INPUT' | 'RATE_LIMITED'>> {
  const standing = await standingOf(userId, proof.login);
  return standing.is_recent ? { ok: true } : confirm(standing, proof);
}

async function confirm(
  { username, has_password, is_recent }: Standing,
  { password, login, address }: Proof,
): Promise<Result<object, 'INVALID_INPUT' | 'RATE_LIMITED'>> {
  if (!has_password) return is_recent ? { ok: true } : invalidInput({ password: 'proveAgain' });
  // An empty field costs no attempt.
  if (password === '') return invalidInput({ password: 'required' });
  const verified = await verifyPassword({ username, password }, address);
  if (!verified.ok) {
    return verified.code === 'RATE_LIMITED' ? verified : invalidInput({ password: 'wrongPassword' });
  }
  if (login) await renewProof(login);
  return { ok: true };
}

/** Remembers that the owner of this session has just proven that the account is theirs. */
export async function renewProof({ kind, hash }: Login): Promise<void> {
  if (kind !== 'session') return;
  await database().execute(sql`UPDATE sessions SET proven_at = now() WHERE id_hash = ${hash}`);
}

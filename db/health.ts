import { questionPool } from './client';
import { withTransaction } from './transaction';

/** Balancers, supervisors and metrics ask often and at the same time; they share one proof. */
const PROOF_GOOD_FOR_MS = 500;

let proof: { at: number; result: Promise<void> } | undefined;

/**
 * Proves by a write that the database takes writes and makes them durable. A read would not do: a server that takes no
 * writes, or whose standby does not confirm them, still answers reads.
 *
 * The proof has connections of its own, so that it tells of the database and not of the load of this process.
 *
 * @throws the error that kept the write from being durable
 */
export function proveWritable(): Promise<void> {
  if (!proof || Date.now() - proof.at > PROOF_GOOD_FOR_MS) {
    const result = withTransaction(async () => undefined, {
      transactions: questionPool(),
      questions: questionPool(),
    });
    proof = { at: Date.now(), result };
    // The caller gets the failure. When no caller waits any more, it must not end the process.
    result.catch(() => undefined);
  }
  return proof.result;
}

import { questionPool } from './client';
import { withTransaction } from './transaction';

/** Balancers, supervisors and metrics ask at once and often; they share one proof. */
const PROOF_GOOD_FOR_MS = 500;

let proof: { at: number; result: Promise<void> } | undefined;

/**
 * Proves that the database takes writes and makes them durable, by one. Reading would not do: a server that takes no
 * writes, or whose standby does not confirm them, reads well.
 *
 * It has connections of its own, so that it speaks of the database and not of how busy this process is.
 *
 * @throws whatever kept the write from being durable
 */
export function proveWritable(): Promise<void> {
  if (!proof || Date.now() - proof.at > PROOF_GOOD_FOR_MS) {
    const result = withTransaction(async () => undefined, {
      transactions: questionPool(),
      questions: questionPool(),
    });
    proof = { at: Date.now(), result };
    // Whoever asked hears of the failure; that nobody waits any more must not end the process.
    result.catch(() => undefined);
  }
  return proof.result;
}

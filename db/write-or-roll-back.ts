import { type Transaction, withTransaction } from './transaction';

/** Thrown through the transaction, so that it ends in ROLLBACK. */
class NothingToWrite extends Error {
  constructor(readonly answer: unknown) {
    super('nothing to write');
  }
}

/**
 * `withTransaction` for work that may have nothing to commit. `rollBackWith` ends the transaction by ROLLBACK, and its
 * argument becomes the result: a COMMIT of nothing would still wait for a flush.
 *
 * @returns the result of `work`, once it is durable, or the argument of `rollBackWith`
 */
export async function writeOrRollBack<T>(
  work: (tx: Transaction, rollBackWith: (answer: T) => never) => Promise<T>,
): Promise<T> {
  try {
    return await withTransaction((tx) =>
      work(tx, (answer) => {
        throw new NothingToWrite(answer);
      }),
    );
  } catch (error) {
    if (error instanceof NothingToWrite) return error.answer as T;
    throw error;
  }
}

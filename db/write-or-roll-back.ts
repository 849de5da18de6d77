import { type Transaction, withTransaction } from './transaction';

/** Thrown through the transaction, so that it ends in ROLLBACK. */
class NothingToWrite extends Error {
  constructor(readonly answer: unknown) {
    super('nothing to write');
  }
}

/**
 * `withTransaction` for work that may come to nothing. `rollBackWith` ends the transaction by ROLLBACK, with everything
 * that was written in it, and has its argument returned: a COMMIT of nothing would wait for a flush all the same.
 *
 * @returns what `work` returned, once it is durable, or what it handed to `rollBackWith`
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

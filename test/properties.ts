import fc from 'fast-check';

/**
 * fast-check with one seed for the whole tree: the same sources get the same verdict on every machine.
 *
 * `PROPERTY_SEED=random` tries other values at each run, and `PROPERTY_SEED=<number>` those of a run that failed: fast-check
 * prints its seed and the smallest counterexample, which then gets a test of its own.
 */
const wanted = process.env.PROPERTY_SEED ?? '1';

if (wanted !== 'random') {
  const seed = Number(wanted);
  if (!Number.isSafeInteger(seed)) throw new Error('PROPERTY_SEED is "random" or a whole number');
  fc.configureGlobal({ seed });
}

export { fc };

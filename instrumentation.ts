let noteError: (error: unknown) => void = () => undefined;

/** Called by Next once, before the server accepts requests. */
export async function register(): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: not a setting; Next's compiler replaces it, once for each runtime
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { forgetClaimedAddresses } = await import('@/lib/http/claimed-address');
  forgetClaimedAddresses();
  const { keepValuesFromConsole } = await import('@/lib/http/console-errors');
  keepValuesFromConsole();
  const { claimOwnMarket } = await import('@/lib/accounts/market-kind');
  await claimOwnMarket(refuse);
  const [{ answerOutages }, { unavailableDocument }] = await Promise.all([
    import('@/lib/http/unavailable'),
    import('@/app/offline/unavailable-document'),
  ]);
  const [ko, en] = await Promise.all([unavailableDocument('ko'), unavailableDocument('en')]);
  noteError = answerOutages({ ko, en });
  const { watchOwnRole } = await import('@/lib/own-role');
  watchOwnRole();
  const [{ doubtfulSettings, env }, { log }] = await Promise.all([import('@/lib/env'), import('@/lib/log')]);
  // `next dev` ends by itself, with all its connections.
  // biome-ignore lint/style/noProcessEnv: not a setting; scripts/start/plans.ts sets it for each production server
  if (process.env.NEXT_MANUAL_SIG_HANDLE) {
    const { endWebInOrder } = await import('@/lib/http/end-of-web');
    endWebInOrder();
  }
  for (const doubt of doubtfulSettings(env())) log.warn(doubt);
}

function refuse(reason: string): void {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}

/** Called by Next for each error of a page, an action or a route, in the context of its request. */
export function onRequestError(error: unknown): void {
  noteError(error);
}

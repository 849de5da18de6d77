/** Called by Next once, before the server takes requests. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { forgetClaimedAddresses } = await import('@/lib/http/claimed-address');
  forgetClaimedAddresses();
  const [{ doubtfulSettings, env }, { log }] = await Promise.all([import('@/lib/env'), import('@/lib/log')]);
  for (const doubt of doubtfulSettings(env())) log.warn(doubt);
}

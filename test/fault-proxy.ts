import { onTestFinished } from 'vitest';
import { type FaultProxy, openFaultProxy } from './tcp-fault-proxy';

export type { FaultProxy };

/** A TCP proxy in front of PostgreSQL or Redis that fails on demand. It ends with the test that started it. */
export async function startFaultProxy(targetUrl: string): Promise<FaultProxy> {
  const proxy = await openFaultProxy(targetUrl);
  onTestFinished(() => proxy.close());
  return proxy;
}

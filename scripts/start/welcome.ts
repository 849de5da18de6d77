import os from 'node:os';
import { DEMO_LOGINS, DEMO_PASSWORD } from '@/lib/accounts/demo-logins';
import { say, seconds } from './report';

/** The last lines of a start: the address, and the logins. */
export function welcome(options: { port: number; demoMode: boolean; startedAt: number }): void {
  const { port, demoMode, startedAt } = options;
  say('');
  say(`NeighborBid is ready after ${seconds(performance.now() - startedAt)}:  http://localhost:${port}`);
  const address = lanAddress();
  if (address) say(`From a phone in the same network:  http://${address}:${port}`);
  if (demoMode) {
    say('');
    say(`Demo logins, all with the password ${DEMO_PASSWORD}:`);
    for (const { username, role } of DEMO_LOGINS) say(`  ${username.padEnd(16)} ${role}`);
  }
  say('');
  say('Ctrl-C stops everything.');
}

function lanAddress(): string | undefined {
  const all = Object.values(os.networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.find((address) => address.family === 'IPv4' && !address.internal)?.address;
}

import { isPortFree } from '@/scripts/embedded/ports';
import { Failure } from '@/scripts/failure';

/**
 * Makes sure, before anything is started, that each process can listen on its port.
 *
 * @param ports  by the name of the variable that sets them
 * @throws Failure naming the port and its variable
 */
export async function requireFreePorts(ports: Record<string, number>): Promise<void> {
  const taken = new Map<number, string>();
  for (const [variable, port] of Object.entries(ports)) {
    const other = taken.get(port);
    if (other)
      throw new Failure(`${variable} and ${other} are both ${port}: each process needs a port of its own.`);
    taken.set(port, variable);
    // Some systems let two programs share a port when one of them names its address; browsers could then reach either.
    const free = (await isPortFree(port, '0.0.0.0')) && (await isPortFree(port, '127.0.0.1'));
    if (!free) {
      throw new Failure(
        `Port ${port} is in use by another program: stop that, or set ${variable} to a free port.`,
      );
    }
  }
}

import { errorForLog } from '@/lib/log';

/**
 * Next writes the errors of pages, actions and routes by `console.error`, with all their fields: for a failed statement these
 * are its values, such as the maximum of a bid. From here on an error is written there as the log writes it.
 */
export function keepValuesFromConsole(target: Pick<Console, 'error'> = console): void {
  const write = target.error.bind(target);
  target.error = (...given: unknown[]) => write(...given.map(errorForLog));
}

import { listenToPage } from '@/lib/live/page-events';

/** Both notifications and the events of a return to the page come in bursts: one request follows the burst. */
const ASK_AFTER_MS = 200;

/**
 * Calls `ask` once after each burst: of calls of `soon`, and of the events by which the person comes back to the page.
 * Another tab reads notifications and moves money too; this tab learns of it then.
 */
export function askAfterBursts(ask: () => void): { soon: () => void; end: () => void } {
  let asking: ReturnType<typeof setTimeout> | undefined;
  function soon(): void {
    clearTimeout(asking);
    asking = setTimeout(ask, ASK_AFTER_MS);
  }
  const endPageEvents = listenToPage({ onLook: soon, onBack: soon });
  function end(): void {
    endPageEvents();
    clearTimeout(asking);
  }
  return { soon, end };
}

import { koreanClock } from '@/lib/korean-clock';

/** A moment as `<input type="datetime-local">` wants it, by the Korean clock: "2026-11-21T18:00". */
export function toKoreanInput(ms: number): string {
  return koreanClock(ms).slice(0, 16);
}

/**
 * The moment that the person picked, by the Korean clock, whatever their device is set to.
 *
 * @returns milliseconds since the epoch; null while the value is incomplete
 */
export function fromKoreanInput(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text)) return null;
  const ms = Date.parse(`${text}:00+09:00`);
  return Number.isNaN(ms) ? null : ms;
}

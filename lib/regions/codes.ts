/** The codes from the first to the last, both included. */
export type CodeRange = { first: string; last: string };

/** The number of leading digits that a region's code shares with all codes inside it, by depth; a 동 has no regions inside. */
export const SHARED_DIGITS = { 1: 2, 2: 5, 3: 10 } as const;
/** The same for a city that is divided into 구 ("수원시"). */
const DIGITS_OF_CITY = 4;

/** The code of the 시/도 (1) or 시/군/구 (2) of a region, or of its city if that is divided into 구. */
export function codeAbove(code: string, level: 1 | 2 | 'city'): string {
  return codesInside(code, level).first;
}

/** The codes of a region and of everything inside it, which are one range (docs/decisions/010). */
export function codesInside(code: string, level: 1 | 2 | 3 | 'city'): CodeRange {
  const shared = code.slice(0, level === 'city' ? DIGITS_OF_CITY : SHARED_DIGITS[level]);
  return { first: shared.padEnd(code.length, '0'), last: shared.padEnd(code.length, '9') };
}

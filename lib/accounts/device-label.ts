/** In this order: Edge, Samsung Internet and the in-app browsers of Kakao and Naver also call themselves Chrome or Safari. */
const BROWSERS: readonly [RegExp, string][] = [
  [/KAKAOTALK/i, 'KakaoTalk'],
  [/NAVER\(/i, 'Naver'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Whale\//, 'Whale'],
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/(Firefox|FxiOS)\//, 'Firefox'],
  [/(Chrome|CriOS)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];

/** In this order: an iPhone also names Mac OS, and Android names Linux. */
const SYSTEMS: readonly [RegExp, string][] = [
  [/iPhone|iPod/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'Mac'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

/**
 * The browser and the system by which a person recognises one of their sessions, such as "Chrome · Android". The rest of the
 * user agent is not kept.
 *
 * @returns null if neither is known
 */
export function deviceLabel(userAgent: string | null): string | null {
  if (!userAgent) return null;
  const parts = [BROWSERS, SYSTEMS].flatMap(
    (known) => known.find(([pattern]) => pattern.test(userAgent))?.[1] ?? [],
  );
  return parts.length > 0 ? parts.join(' · ') : null;
}

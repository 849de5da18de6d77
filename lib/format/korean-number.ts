const DIGITS = ['', '일', '이', '삼', '사', '오', '육', '칠', '팔', '구'] as const;
const PLACES = ['', '십', '백', '천'] as const;
const GROUPS = ['', '만', '억', '조'] as const;

/**
 * A whole number from 0 to 9,999조 in Korean, spaced by groups of four digits: 52000 → "오만 이천".
 *
 * Our own code, because the page of an item loads it and the library for it includes its tables of letters. A test compares
 * the two.
 */
export function koreanNumber(value: number): string {
  if (value === 0) return '영';
  const words: string[] = [];
  for (let group = 0, rest = value; rest > 0; group += 1, rest = Math.floor(rest / 10_000)) {
    const four = rest % 10_000;
    if (four > 0) words.unshift(`${belowTenThousand(four)}${GROUPS[group]}`);
  }
  return words.join(' ');
}

function belowTenThousand(value: number): string {
  const digits = [...String(value)].map(Number);
  return digits
    .map((digit, index) => {
      const place = PLACES[digits.length - 1 - index] ?? '';
      // Ten is 십, not 일십; but a one that stands alone is read.
      if (digit === 1 && place !== '') return place;
      return digit === 0 ? '' : `${DIGITS[digit]}${place}`;
    })
    .join('');
}

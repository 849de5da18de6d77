/** The keys of each letter on the Korean standard keyboard (KS X 5002), in the order of Unicode. */
const FIRST = 'r R s e E f a q Q t T d w W c z x v g'.split(' ');
const MIDDLE = 'k o i O j p u P h hk ho hl y n nj np nl b m ml l'.split(' ');
const LAST = ['', ...'r R rt s sw sg e f fr fa fq ft fx fv fg a q qt t T d w c z x v g'.split(' ')];

const SYLLABLES = { first: 0xac00, last: 0xd7a3 };

/** The Latin letters that come out when Hangul is typed on a keyboard that is set to Latin; other characters stay. */
export function typedAsLatin(text: string): string {
  return [...text.normalize('NFC')].map(keysOf).join('');
}

function keysOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < SYLLABLES.first || code > SYLLABLES.last) return character;
  const place = code - SYLLABLES.first;
  const last = LAST.length;
  const middle = MIDDLE.length * last;
  return [
    FIRST[Math.floor(place / middle)],
    MIDDLE[Math.floor((place % middle) / last)],
    LAST[place % last],
  ].join('');
}

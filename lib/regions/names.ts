import { folded } from '@/lib/folded';

/**
 * A text by which a region is found, in the form in which texts are compared.
 *
 * `unlike` is the name to show beside the official one: the text is another name (a legal 동, a former name), and
 * nobody would see it in the official one.
 */
export type NameForm = { text: string; unlike: string | null };

/**
 * The form in which the names of regions are compared: folded, without spaces and dots, and without the official 제 before
 * a number.
 */
export function regionForm(name: string): string {
  return folded(name).replace(/제(?=\d)|[\s·.,ㆍ・‧-]/gu, '');
}

/**
 * The forms of the official name of a region: as it is, and as people shorten it.
 *
 * 강남구 is 강남 as well, 서울특별시 is 서울, and a 동 with a number stands for the 동 without it (역삼1동: 역삼동), for each of
 * its numbers (상계3·4동: 상계3동, 상계4동) and for its 가 (성수1가1동: 성수1가).
 */
export function officialForms(name: string): NameForm[] {
  return [{ text: regionForm(name), unlike: null }, ...shortForms(name), ...withoutNumber(name)];
}

/** The forms of another name of a region. */
export function otherForms(name: string, official: string): NameForm[] {
  const unlike = isSeenIn(name, official) ? null : name;
  return [{ text: regionForm(name), unlike }, ...shortForms(name).map(({ text }) => ({ text, unlike }))];
}

const WIDE_SUFFIX = /(특별자치시|특별자치도|통합특별시|특별시|광역시|도|시|군|구)$/;

function shortForms(name: string): NameForm[] {
  const suffix = WIDE_SUFFIX.exec(name)?.[1];
  const short = suffix && regionForm(name.slice(0, -suffix.length));
  // One syllable is no name: 중구 is never called 중.
  return short && short.length >= 2 ? [{ text: short, unlike: null }] : [];
}

const NUMBERED = /^(\D+?)제?(\d[\d·.]*)(가)?[제\d·.]*동$/u;

function withoutNumber(name: string): NameForm[] {
  const [match, base, numbers, street] = NUMBERED.exec(name) ?? [];
  if (!match || !base || !numbers) return [];
  const each = numbers.split(/[·.]/).filter(Boolean);
  const texts = each.flatMap((number) =>
    street ? [`${base}${number}가`, `${base}${number}가동`] : [`${base}${number}동`],
  );
  return [`${base}동`, ...texts].map((text) => ({
    text: regionForm(text),
    unlike: isSeenIn(text, name) ? null : text,
  }));
}

/** Whether a reader finds a name in another one, with its endings aside: 경남 in 경상남도, 제주도 in 제주특별자치도. */
function isSeenIn(name: string, official: string): boolean {
  if (name.endsWith('동') || name.endsWith('가')) return regionForm(official) === regionForm(name);
  const wanted = [...regionForm(name).replace(WIDE_SUFFIX, '')];
  let at = 0;
  for (const letter of regionForm(official)) if (letter === wanted[at]) at += 1;
  return at === wanted.length;
}

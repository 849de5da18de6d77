import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { folded } from '@/lib/folded';
import { PASSWORD_MIN } from './input';
import { KOREAN_PASSWORD_WORDS } from './korean-password-words';
import { typedAsLatin } from './typed-as-latin';

/** The names of the person who chooses a password. */
export type PersonOfPassword = { username: string; email: string; nickname: string };

export type PasswordFault =
  | 'passwordBlank'
  | 'passwordRepeated'
  | 'passwordPersonal'
  | 'passwordProduct'
  | 'passwordSequence'
  | 'passwordCommon'
  | 'passwordGuessable';

const PRODUCT_NAMES = ['neighborbid', 'neighbourbid', '네이버비드'];

/** The least score of zxcvbn that is accepted: at least a million guesses, which the limits of logins do not allow. */
const LEAST_SCORE = 2;
/** Only the first characters are rated, because the time of an estimate grows faster than the length. */
const ESTIMATED_CHARACTERS = 40;

/**
 * Why a new password is too easy to guess, for a person. Its length is checked by `signUpSchema`. Passwords from before this
 * rule go on opening their accounts.
 *
 * Names are searched for as they are written and as a keyboard that is set to Latin letters types them.
 *
 * @param password  as `preparedPassword` returns it
 * @returns the key of a sentence (`errors.fields.*`); null for a password that may be used
 */
export async function passwordFault(
  password: string,
  person: PersonOfPassword,
): Promise<PasswordFault | null> {
  const text = folded(password);
  if (text.trim() === '') return 'passwordBlank';
  if (/^(.{1,3}?)\1+$/su.test(text)) return 'passwordRepeated';
  const names = [person.username, person.nickname, person.email.split('@')[0] ?? ''].filter(Boolean);
  if (names.some((name) => isNamedAfter(text, name))) return 'passwordPersonal';
  if (PRODUCT_NAMES.some((name) => isNamedAfter(text, name))) return 'passwordProduct';
  const zxcvbn = await estimator();
  const estimate = zxcvbn.check([...text].slice(0, ESTIMATED_CHARACTERS).join(''), [
    ...names,
    ...names.map(typedAsLatin),
    ...PRODUCT_NAMES,
  ]);
  if (estimate.score >= LEAST_SCORE) return null;
  const kinds = new Set<string>(estimate.sequence.map(({ pattern }) => pattern));
  if (kinds.has('dictionary')) return 'passwordCommon';
  if (kinds.has('sequence') || kinds.has('spatial')) return 'passwordSequence';
  return kinds.has('repeat') ? 'passwordRepeated' : 'passwordGuessable';
}

/**
 * Whether a password contains a name, or is hardly more than it: a name of two or three letters may occur in a long
 * password by chance.
 */
function isNamedAfter(text: string, name: string): boolean {
  const written = folded(name).replace(/\s/gu, '');
  return [written, typedAsLatin(written)].some((form) => {
    const compact = text.replace(/\s/gu, '');
    if (form === '' || !compact.includes(form.toLowerCase())) return false;
    const rest = compact.replaceAll(form.toLowerCase(), '');
    return typedAsLatin(form).length >= 4 || [...rest].length < PASSWORD_MIN;
  });
}

let loading: Promise<ZxcvbnFactory> | undefined;

/** Loaded with the first new password: its dictionaries take some megabytes, and most processes never see one. */
function estimator(): Promise<ZxcvbnFactory> {
  loading ??= Promise.all([import('@zxcvbn-ts/core'), import('@zxcvbn-ts/language-common')]).then(
    ([{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }]) =>
      new ZxcvbnFactory({
        graphs: adjacencyGraphs,
        dictionary: { ...dictionary, korean: [...KOREAN_PASSWORD_WORDS] },
      }),
  );
  return loading;
}

import { z } from 'zod';
import { isVisible } from '@/lib/folded';
import { LOCALES } from '@/lib/i18n/locale';
import { isReservedName } from './reserved-names';

export const PASSWORD_MIN = 8;
/** Long enough for any passphrase, and short enough that hashing stays cheap. */
export const PASSWORD_MAX = 128;

export const USERNAME = /^[a-z0-9_]{3,20}$/;
/** Letters, marks, figures and the usual separators; no invisible characters and no markup. */
const NICKNAME = /^(?!.*\p{M}{4})[\p{L}\p{M}\p{N} ._·-]+$/u;
/** Code points that Unicode wants to be ignored in display, Hangul fillers among them, although they count as letters. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;

const usernameSchema = z
  .string()
  .overwrite((text) => text.trim().toLowerCase())
  .refine((name) => name !== '', { error: 'required' })
  .regex(USERNAME, { error: 'username' })
  .refine((name) => !isReservedName(name), { error: 'nameReserved' })
  .meta({ description: 'Stored in lower case.', example: 'minji' });

const emailSchema = z
  .string()
  .overwrite((text) => text.toWellFormed().normalize('NFC').trim())
  .max(254, { error: 'email' })
  .regex(z.regexes.email, { error: 'email' })
  .meta({ format: 'email', example: 'minji@example.com' });

/** Without the reserved names: people keep a nickname that is older than the list of these names. */
export const keptNicknameSchema = z
  .string()
  .overwrite((text) => text.toWellFormed().normalize('NFC').trim().replace(/ +/g, ' '))
  .refine(isVisible, { error: 'required' })
  .refine((name) => NICKNAME.test(name) && !INVISIBLE.test(name), { error: 'nicknameCharacters' })
  .refine((name) => visibleLength(name) >= 2 && visibleLength(name) <= 20, { error: 'nicknameLength' })
  .meta({ minLength: 2, maxLength: 20, example: '민지' });

const nicknameSchema = keptNicknameSchema.refine((name) => !isReservedName(name), { error: 'nameReserved' });

/** Marks combine with the letter before them and take no room of their own. */
function visibleLength(text: string): number {
  return [...text.replace(/\p{M}/gu, '')].length;
}

/** The same password typed on two systems may differ in bytes, so it is normalised to NFC (RFC 8265, section 4.2). */
export function preparedPassword(password: string): string {
  return password.toWellFormed().normalize('NFC');
}

const passwordSchema = z
  .string()
  .overwrite(preparedPassword)
  .refine((password) => password !== '', { error: 'required' })
  .refine((password) => [...password].length >= PASSWORD_MIN, { error: 'passwordShort' })
  .refine((password) => [...password].length <= PASSWORD_MAX, { error: 'passwordLong' })
  .meta({ minLength: PASSWORD_MIN, maxLength: PASSWORD_MAX, format: 'password' });

const agreed = z.literal(true, { error: 'consent' });

/** The input of a new member. Only the database knows whether the region exists and the names are free. */
export const signUpSchema = z.object({
  username: usernameSchema,
  email: emailSchema,
  password: passwordSchema,
  nickname: nicknameSchema,
  regionCode: z
    .string()
    .regex(/^\d{10}$/, { error: 'unknownRegion' })
    .meta({ description: 'Code of a 읍/면/동, see `GET /api/v1/regions`.', example: '2653059100' }),
  consents: z.object({
    terms: agreed,
    privacy: agreed,
    age14: agreed,
    marketing: z.boolean().default(false),
  }),
  locale: z.enum(LOCALES).optional().meta({ description: 'Language of mails and notices; by default ko.' }),
});
export type SignUpInput = z.output<typeof signUpSchema>;

/** Any two texts are valid: text that cannot be a username is a wrong login, not malformed input. */
export const logInSchema = z.object({
  username: z
    .string()
    .overwrite((text) => text.trim().toLowerCase())
    .meta({ example: 'minji' }),
  password: z.string().meta({ format: 'password' }),
});

import { isTicked, textOf } from '@/lib/form-fields';
import type { Locale } from '@/lib/i18n/locale';
import type { Region } from '@/lib/regions/queries';

/** The input so far, to be shown again, without the password. */
export type SignUpValues = {
  username: string;
  email: string;
  nickname: string;
  province: string;
  district: string;
  regionCode: string;
  terms: boolean;
  privacy: boolean;
  age14: boolean;
  marketing: boolean;
};

/** The lists for the next choices of a region; each is empty until the choice before it is made. */
export type RegionChoices = { districts: Region[]; neighbourhoods: Region[] };

export function readSignUpForm(form: FormData): SignUpValues {
  const text = (name: string) => textOf(form, name);
  const ticked = (name: string) => isTicked(form, name);
  // Without a script this box does not tick the single boxes.
  const all = ticked('all');
  return {
    username: text('username'),
    email: text('email'),
    nickname: text('nickname'),
    province: text('province'),
    district: text('district'),
    regionCode: text('regionCode'),
    terms: all || ticked('terms'),
    privacy: all || ticked('privacy'),
    age14: all || ticked('age14'),
    marketing: all || ticked('marketing'),
  };
}

/** The input of `signUp` from the form. */
export function signUpInput(
  values: SignUpValues,
  { password, locale }: { password: unknown; locale: Locale },
) {
  const { username, email, nickname, regionCode, terms, privacy, age14, marketing } = values;
  const consents = { terms, privacy, age14, marketing };
  return { username, email, nickname, regionCode, password, locale, consents };
}

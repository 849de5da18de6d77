import { describe, expect, it } from 'vitest';
import { resolveLocale } from './resolve-locale';

describe('the language of a visit', () => {
  it('is the one that was chosen earlier, with any preference of the browser', () => {
    expect(resolveLocale({ cookie: 'ko', acceptLanguage: 'en-US,en' })).toBe('ko');
    expect(resolveLocale({ cookie: 'en', acceptLanguage: 'ko' })).toBe('en');
  });

  it('is English for a browser that puts it before Korean', () => {
    expect(resolveLocale({ cookie: undefined, acceptLanguage: 'en-US,en;q=0.9,ko;q=0.8' })).toBe('en');
    expect(resolveLocale({ cookie: undefined, acceptLanguage: 'fr,en;q=0.8' })).toBe('en');
  });

  it('is Korean otherwise: for Korean first, an unsupported language, no header, nonsense', () => {
    expect(resolveLocale({ cookie: undefined, acceptLanguage: 'ko-KR,ko;q=0.9,en;q=0.8' })).toBe('ko');
    expect(resolveLocale({ cookie: undefined, acceptLanguage: 'ja' })).toBe('ko');
    expect(resolveLocale({ cookie: undefined, acceptLanguage: '*' })).toBe('ko');
    expect(resolveLocale({ cookie: undefined, acceptLanguage: null })).toBe('ko');
    expect(resolveLocale({ cookie: 'xx', acceptLanguage: ';;;=' })).toBe('ko');
  });
});

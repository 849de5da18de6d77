import { expect, test } from 'vitest';
import { readSignUpForm, signUpInput } from './sign-up-form';

test('without a script the box for all consents gives each of them', () => {
  const form = new FormData();
  form.set('all', 'on');
  const { consents } = signUpInput(readSignUpForm(form), { password: '', locale: 'ko' });
  expect(consents).toEqual({ terms: true, privacy: true, age14: true, marketing: true });
});

test('a consent that is not ticked is not given', () => {
  const form = new FormData();
  form.set('terms', 'on');
  const { consents } = signUpInput(readSignUpForm(form), { password: '', locale: 'ko' });
  expect(consents).toEqual({ terms: true, privacy: false, age14: false, marketing: false });
});

test('a file where text belongs counts as nothing', () => {
  const form = new FormData();
  form.set('username', new File(['x'], 'x.txt'));
  expect(readSignUpForm(form).username).toBe('');
});

import { expect, test } from 'vitest';
import { readSignUpForm, signUpInput } from './sign-up-form';

test('without a script the box for all consents counts for each of them', () => {
  const form = new FormData();
  form.set('all', 'on');
  const { consents } = signUpInput(readSignUpForm(form), { password: '', locale: 'ko' });
  expect(consents).toEqual({ terms: true, privacy: true, age14: true, marketing: true });
});

test('a consent whose box is not ticked is not given', () => {
  const form = new FormData();
  form.set('terms', 'on');
  const { consents } = signUpInput(readSignUpForm(form), { password: '', locale: 'ko' });
  expect(consents).toEqual({ terms: true, privacy: false, age14: false, marketing: false });
});

test('a file in the place of text counts as empty', () => {
  const form = new FormData();
  form.set('username', new File(['x'], 'x.txt'));
  expect(readSignUpForm(form).username).toBe('');
});

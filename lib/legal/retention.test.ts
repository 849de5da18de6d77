import { expect, it } from 'vitest';
import en from '@/messages/en.json';
import ko from '@/messages/ko.json';
import { RETENTION } from './retention';

it.each([
  ['Korean', ko],
  ['English', en],
])(
  'the privacy page names in %s how long each of these is kept, and nothing else of the kind',
  (_, messages) => {
    const named = [...messages.legal.privacy.sections.keep.body.matchAll(/\{(\w+)\}/g)].map(
      ([, name]) => name,
    );
    expect(named.sort()).toEqual(Object.keys(RETENTION).sort());
  },
);

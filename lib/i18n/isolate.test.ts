import { createTranslator, type Messages } from 'next-intl';
import { describe, expect, it } from 'vitest';
import en from '@/messages/en.json';
import ko from '@/messages/ko.json';
import { isolateArguments, isolated, isolateMessages } from './isolate';
import { LOCALES } from './locale';
import { loadMessages } from './messages';

type Tree = { [key: string]: string | Tree };

function leaves(tree: Tree): string[] {
  return Object.values(tree).flatMap((value) => (typeof value === 'string' ? [value] : leaves(value)));
}

/** Names of the simple arguments of all messages that fit `pattern`. */
function namesIn(messages: readonly string[], pattern: RegExp): string[] {
  return [
    ...new Set(messages.flatMap((message) => [...message.matchAll(pattern)].map(([, name = '']) => name))),
  ].sort();
}

describe('in every message of both languages', () => {
  it('what somebody wrote is isolated, and nothing else', async () => {
    const all = (await Promise.all(LOCALES.map(loadMessages))).flatMap((messages) =>
      leaves(messages as unknown as Tree),
    );
    // A new argument belongs to one of the two lists: OWN_VALUES in isolate.ts, or this one.
    expect(namesIn(all, /\u2068\{(\w+)\}\u2069/g)).toEqual([
      'address',
      'category',
      'contact',
      'filter',
      'holder',
      'name',
      'nickname',
      'note',
      'place',
      'q',
      'reason',
      'region',
      'title',
      'word',
    ]);
    const bare = namesIn(all, /(?<!\u2068)\{(\w+)\}/g);
    for (const name of ['title', 'name', 'nickname', 'q', 'place', 'region', 'holder', 'reason']) {
      expect(bare).not.toContain(name);
    }
  });

  it('no message isolates by itself, so that nothing is isolated twice', () => {
    expect(
      [ko, en].flatMap((tree) => leaves(tree as Tree)).filter((message) => /[\u2066-\u2069]/.test(message)),
    ).toEqual([]);
  });
});

it('the arms of a plural stay messages, with their own arguments isolated', () => {
  expect(isolateArguments('{count, plural, one {auction} other {# of {title}}} by {name}')).toBe(
    `{count, plural, one {auction} other {# of ${isolated('{title}')}}} by ${isolated('{name}')}`,
  );
  expect(isolateArguments('{rating, number} {amount}')).toBe('{rating, number} {amount}');
});

it('a title in Hebrew, or with a mark of direction, leaves the price behind it as it is', async () => {
  for (const locale of LOCALES) {
    const messages: Messages = await loadMessages(locale);
    const t = createTranslator({ locale, messages, namespace: 'notifications.sentence' });
    for (const title of ['의자 1\u200f', 'כיסא 12', 'كرسي']) {
      const body = t('WON.body', { title, amount: '25,000원', name: '', rating: 0, count: 0, rest: 'none' });
      expect(body).toContain(isolated(title));
      expect(body.replace(isolated(title), '')).toContain('25,000원');
    }
  }
});

it('a message that the build has compiled isolates the same arguments', () => {
  // As `precompile` writes "{title}, {count, plural, one {# by {name}} other {#}} <b>{name}</b> {amount}".
  const compiled = [
    ['title'],
    ', ',
    ['count', 2, { one: [0, ' by ', ['name']], other: [0] }],
    ' ',
    ['b', ['name']],
    ' ',
    ['amount'],
  ];
  const [from, to] = ['\u2068', '\u2069'];
  expect(isolateMessages({ part: { compiled, plain: 'words' } })).toEqual({
    part: {
      compiled: [
        from,
        ['title'],
        to,
        ', ',
        ['count', 2, { one: [0, ' by ', from, ['name'], to], other: [0] }],
        ' ',
        ['b', from, ['name'], to],
        ' ',
        ['amount'],
      ],
      plain: 'words',
    },
  });
});

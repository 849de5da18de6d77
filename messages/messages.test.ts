import { createTranslator } from 'next-intl';
import { describe, expect, it } from 'vitest';
import { isolateMessages } from '@/lib/i18n/isolate';
import type { Locale } from '@/lib/i18n/locale';
import en from './en.json';
import ko from './ko.json';

type Tree = { [key: string]: string | Tree };

function leaves(tree: Tree, path = ''): [key: string, message: string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] => {
    const here = path ? `${path}.${key}` : key;
    return typeof value === 'string' ? [[here, value]] : leaves(value, here);
  });
}

/** Names of the arguments of an ICU message, those inside the arms of a plural or select among them. */
function argumentsOf(message: string): string[] {
  const names = new Set<string>();
  let depth = 0;
  let start = 0;
  for (let index = 0; index < message.length; index += 1) {
    if (message[index] === '{' && depth++ === 0) start = index + 1;
    if (message[index] === '}' && --depth === 0) {
      const inside = message.slice(start, index);
      const [name = '', , ...arms] = inside.split(',');
      names.add(name.trim());
      for (const [, arm = ''] of arms.join(',').matchAll(ARM)) {
        for (const nested of argumentsOf(arm)) names.add(nested);
      }
    }
  }
  return [...names].sort();
}

const ARM = /(?:=\d+|\w+)\s*\{((?:[^{}]|\{[^{}]*\})*)\}/g;

function tagsOf(message: string): string[] {
  return [...new Set([...message.matchAll(/<(\w+)>/g)].map(([, name = '']) => name))].sort();
}

/** Formats with dummy values; throws when the message is no valid ICU. */
function format(messages: Tree, locale: Locale, key: string, message: string): string {
  const translate = createTranslator<Record<string, unknown>>({
    locale,
    messages,
    onError: (error) => {
      throw error;
    },
  });
  const values = Object.fromEntries([
    ...argumentsOf(message).map((name) => [name, 1]),
    ...tagsOf(message).map((name) => [name, (chunks: unknown) => String(chunks)]),
  ]);
  return translate.markup(key as never, values as never);
}

const korean = new Map(leaves(ko));
const english = new Map(leaves(en));

describe('the words of the interface', () => {
  it('exist in both languages under the same keys', () => {
    expect([...english.keys()].sort()).toEqual([...korean.keys()].sort());
  });

  it('are never empty', () => {
    const empty = [...korean, ...english].filter(([, message]) => message.trim() === '').map(([key]) => key);
    expect(empty).toEqual([]);
  });

  it('take the same arguments and the same tags in both languages', () => {
    for (const [key, message] of korean) {
      const other = english.get(key) ?? '';
      expect({ key, names: argumentsOf(other), tags: tagsOf(other) }).toEqual({
        key,
        names: argumentsOf(message),
        tags: tagsOf(message),
      });
    }
  });

  it('are valid messages, as they are written and as they are loaded', () => {
    for (const [locale, tree] of Object.entries({ ko, en }) as [Locale, Tree][]) {
      for (const messages of [tree, isolateMessages(tree)]) {
        for (const [key, message] of leaves(messages)) {
          expect(format(messages, locale, key, message)).not.toBe(key);
        }
      }
    }
  });

  it('are kept in the order of their namespaces', () => {
    expect(Object.keys(ko)).toEqual(Object.keys(ko).toSorted());
    expect(Object.keys(en)).toEqual(Object.keys(ko));
  });
});

describe('the reading of a message', () => {
  it('finds arguments in plain places and inside the arms of a plural', () => {
    expect(argumentsOf('{a} and {b, plural, =0 {none} one {# of {c}} other {# of {c}}}')).toEqual([
      'a',
      'b',
      'c',
    ]);
  });
});

import { expect, test } from 'vitest';
import { LOCALES } from './locale';
import { loadMessages } from './messages';

/** Every message with its path. */
function entriesOf(messages: object, path = ''): [path: string, message: string][] {
  return Object.entries(messages).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : entriesOf(value, `${path}${key}.`),
  );
}

// The two are values of one object: the screen would show the path of the message instead of its words.
test.each(LOCALES)('in %s no message has an argument and a tag of one name', async (locale) => {
  const entries = entriesOf(await loadMessages(locale));
  expect(entries.length).toBeGreaterThan(1_000);
  const clashing = entries.filter(([, message]) => {
    const tags = new Set([...message.matchAll(/<(\w+)>/g)].map(([, tag]) => tag));
    return [...message.matchAll(/\{\s*(\w+)/g)].some(([, argument]) => tags.has(argument));
  });
  expect(clashing).toEqual([]);
});

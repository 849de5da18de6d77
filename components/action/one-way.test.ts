import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '@/scripts/project';

// A form that runs its action without `useFormAction`, a change without `sendChange` or a refresh without `useRefresh`
// would bring the error page back, or act for an account that its page was not made for.

const SOURCES = ['app', 'components', 'lib', 'public'].flatMap((folder) =>
  readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(tsx?|js)$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map((name) => {
      const file = path.join(folder, name);
      return { file, text: readFileSync(path.join(projectRoot, file), 'utf8') };
    }),
);

function filesWith(pattern: RegExp): string[] {
  return SOURCES.filter(({ text }) => pattern.test(text)).map(({ file }) => file);
}

test('there are sources to look at', () => {
  expect(SOURCES.length).toBeGreaterThan(300);
});

test('only one hook gives an action to React', () => {
  expect(filesWith(/\buseActionState\b/)).toEqual(['components/action/use-form-action.ts']);
});

test('only one component is a form with an action', () => {
  // `action={path}` is an address: the browser sends such a search by itself.
  expect(filesWith(/<form\b[^>]*?\s(?:formAction|action)=\{(?!path\})/)).toEqual([
    'components/action/action-form.tsx',
  ]);
  expect(filesWith(/\sformAction=\{/)).toEqual([]);
});

test('every server action is made by `action`', () => {
  const bare = SOURCES.filter(({ text }) => /^'use server'/m.test(text)).flatMap(({ file, text }) =>
    [...text.matchAll(/^export (?!type\b)(.*)$/gm)]
      .filter(([, exported = '']) => !/^const \w+Action = action\(/.test(exported))
      .map(([line]) => `${file}: ${line}`),
  );
  expect(bare).toEqual([]);
});

test('no component calls the action that its page gave to it', () => {
  // The parameters and properties of these types, wherever they are declared.
  const typed = /\b(\w+)\??: (?:\w*Action\b(?!State)|(?:FormAction|CallableAction)<)/g;
  const calls = SOURCES.filter(({ file }) => /^components\/(?!action\/)/.test(file)).flatMap(
    ({ file, text }) => {
      const names = new Set([...text.matchAll(typed)].map(([, name]) => name));
      return [...names]
        .filter((name) =>
          new RegExp(`(?<![\\w.]\\s*|function )\\b${name}\\(|\\bactions\\.${name}\\(`).test(text),
        )
        .map((name) => `${file}: ${name}`);
    },
  );
  expect(calls).toEqual([]);
});

test('only one hook refreshes the page', () => {
  expect(filesWith(/\brouter\.refresh\(/)).toEqual(['components/action/use-refresh.ts']);
});

test('only one hook appends the rest of a list', () => {
  expect(filesWith(/useState[^;]*nextCursor/)).toEqual(['components/action/use-load-more.ts']);
});

test('every change by a route handler names the account that its page was made for', () => {
  const sends = SOURCES.filter(({ text }) => /fetch\([^;]*method\b|new XMLHttpRequest\(/.test(text))
    // These are the server's own calls of other services.
    .filter(({ file }) => !/^lib\/(carriers|payments|notifications)\//.test(file));
  expect(sends.map(({ file }) => file)).toContain('components/action/send-change.ts');
  expect(
    sends.filter(({ text }) => !/MADE_FOR_HEADER|X-Made-For/.test(text)).map(({ file }) => file),
  ).toEqual([]);
});

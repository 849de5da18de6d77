import { expect, test } from 'vitest';
import { listFailures, readPlaywright } from './test-report';

const passes = { projectName: 'phone', status: 'expected', results: [{}] };
const red = '\u001b[31mTest timeout of 3000ms exceeded.\u001b[39m';

test('the browser tests that failed are found in groups too, and so are failures of no test', () => {
  const spec = { title: 'bids', file: 'bid.spec.ts', line: 7, tests: [passes] };
  const attachments = [
    { name: 'screenshot', path: 'it.png' },
    { name: 'error-context', path: 'it.md' },
  ];
  const result = { error: { message: red }, attachments };
  const fails = { projectName: 'desktop', status: 'unexpected', results: [result] };
  const report = readPlaywright(
    {
      suites: [
        { specs: [spec], suites: [{ specs: [{ ...spec, title: 'ends', tests: [passes, fails] }] }] },
        { specs: [{ ...spec, title: 'later', tests: [{ ...passes, status: 'skipped', results: [] }] }] },
      ],
      errors: [{ message: 'Error: the books do not add up' }],
    },
    (file) => `# ${file}\n\n\`\`\`yaml\n- button "입찰하기"\n\`\`\`\n`,
  );
  expect(report).toEqual({
    passed: 2,
    failed: [
      { name: '[desktop] bid.spec.ts:7 › ends', error: red, page: '- button "입찰하기"\n' },
      { name: 'outside of the browser tests', error: 'Error: the books do not add up' },
    ],
  });
});

test('a failure is listed with the lines of its error above the stack, without colours and empty lines', () => {
  const error = `${red}\n\nExpected: 1\nReceived: 2\n    at file.ts:1:2\n    at other.ts:3:4`;
  expect(listFailures([{ name: 'one', error }])).toBe(
    '✗ one\n    Test timeout of 3000ms exceeded.\n    Expected: 1\n    Received: 2\n',
  );
});

test('a failure is listed with the page that it was seen on, as far as its first eighty lines', () => {
  const page = Array.from({ length: 200 }, (_, line) => `- line ${line}\n`).join('');
  const listed = listFailures([{ name: 'one', error: 'wrong', page }])
    .trimEnd()
    .split('\n');
  expect(listed.slice(0, 4)).toEqual(['✗ one', '    wrong', '    The page:', '      - line 0']);
  expect(listed).toHaveLength(83);
});

test('a long error is cut', () => {
  const error = Array.from({ length: 50 }, (_, line) => `line ${line}`).join('\n');
  expect(
    listFailures([{ name: 'one', error }])
      .trimEnd()
      .split('\n'),
  ).toHaveLength(8);
});

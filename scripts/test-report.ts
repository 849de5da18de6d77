import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';

/** The result of one stage of `npm test`. */
export interface TestReport {
  passed: number;
  failed: FailedTest[];
}

export interface FailedTest {
  /** The file with the test's name, or the part of the run that failed. */
  name: string;
  error: string;
  /** What the page showed when a browser test failed. */
  page?: string | undefined;
}

export const testReportSchema = z.object({
  passed: z.number(),
  failed: z.array(z.object({ name: z.string(), error: z.string() })),
});

/** Of a page no more than this is listed: the rest of a long one is its footer. */
const PAGE_LINES = 80;

/** The failed tests as text for the end of the output: the name of each, the beginning of its error, and its page. */
export function listFailures(failed: readonly FailedTest[]): string {
  return failed.map(({ name, error, page }) => `✗ ${name}\n${beginning(error)}\n${shown(page)}`).join('');
}

function shown(page = ''): string {
  const lines = stripVTControlCharacters(page).trim().split('\n').slice(0, PAGE_LINES);
  return page === '' ? '' : `    The page:\n${lines.map((line) => `      ${line}\n`).join('')}`;
}

/** The lines above the stack, seven at most. */
function beginning(error: string): string {
  const lines = stripVTControlCharacters(error).split('\n');
  const stack = lines.findIndex((line) => /^ +at /.test(line));
  return lines
    .slice(0, stack < 0 ? undefined : stack)
    .filter((line) => line.trim() !== '')
    .slice(0, 7)
    .map((line) => `    ${line}`)
    .join('\n');
}

const playwrightSuite = z.object({
  specs: z.array(
    z.object({
      title: z.string(),
      file: z.string(),
      line: z.number(),
      tests: z.array(
        z.object({
          projectName: z.string(),
          status: z.enum(['expected', 'unexpected', 'flaky', 'skipped']),
          results: z.array(
            z.object({
              error: z.object({ message: z.string() }).optional(),
              attachments: z.array(z.object({ name: z.string(), path: z.string().optional() })).default([]),
            }),
          ),
        }),
      ),
    }),
  ),
  get suites() {
    return z.array(playwrightSuite).optional();
  },
});

const playwrightReport = z.object({
  suites: z.array(playwrightSuite),
  /** Failures of no test: a service that did not start, or the check after the last test. */
  errors: z.array(z.object({ message: z.string() })),
});

/** The attachment in which Playwright describes a failure, with the tree of the page's accessible elements in a code block. */
const CONTEXT = 'error-context';

/**
 * Reads the report that Playwright's reporter `json` wrote.
 *
 * @param read  the text of an attached file
 */
export function readPlaywright(json: unknown, read: (file: string) => string): TestReport {
  const { suites, errors } = playwrightReport.parse(json);
  const report: TestReport = { passed: 0, failed: [] };
  for (const spec of suites.flatMap(specsOf)) {
    for (const { projectName, status, results } of spec.tests) {
      if (status === 'expected') report.passed += 1;
      if (status !== 'unexpected' && status !== 'flaky') continue;
      const failure = results.find((result) => result.error);
      const context = failure?.attachments.find(({ name }) => name === CONTEXT)?.path;
      report.failed.push({
        name: `[${projectName}] ${spec.file}:${spec.line} › ${spec.title}`,
        error: failure?.error?.message ?? '',
        page: context && /```yaml\n([\s\S]*?)```/.exec(read(context))?.[1],
      });
    }
  }
  for (const { message } of errors) {
    report.failed.push({ name: 'outside of the browser tests', error: message });
  }
  return report;
}

type Suite = z.infer<typeof playwrightSuite>;

function specsOf(suite: Suite): Suite['specs'] {
  return [...suite.specs, ...(suite.suites ?? []).flatMap(specsOf)];
}

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
}

export const testReportSchema = z.object({
  passed: z.number(),
  failed: z.array(z.object({ name: z.string(), error: z.string() })),
});

/** The failed tests as text for the end of the output: the name of each and the beginning of its error. */
export function listFailures(failed: readonly FailedTest[]): string {
  return failed.map(({ name, error }) => `✗ ${name}\n${beginning(error)}\n`).join('');
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
          results: z.array(z.object({ error: z.object({ message: z.string() }).optional() })),
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

/** Reads the report that Playwright's reporter `json` wrote. */
export function readPlaywright(json: unknown): TestReport {
  const { suites, errors } = playwrightReport.parse(json);
  const report: TestReport = { passed: 0, failed: [] };
  for (const spec of suites.flatMap(specsOf)) {
    for (const { projectName, status, results } of spec.tests) {
      if (status === 'expected') report.passed += 1;
      if (status !== 'unexpected' && status !== 'flaky') continue;
      const error = results.find((result) => result.error)?.error?.message ?? '';
      report.failed.push({ name: `[${projectName}] ${spec.file}:${spec.line} › ${spec.title}`, error });
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

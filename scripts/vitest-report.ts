import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';
import { projectRoot } from './project';
import type { FailedTest, TestReport } from './test-report';

/**
 * A reporter of Vitest that writes a `TestReport` into the file that `VITEST_REPORT_FILE` names.
 *
 * Vitest's own reporter `json` leaves out the failures of no test: of a hook after the last test, and of code that fails
 * while no test waits for it.
 */
export default class VitestReport implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly { message: string }[]): void {
    const report: TestReport = { passed: 0, failed: [] };
    for (const module of modules) {
      const file = path.relative(projectRoot, module.moduleId);
      const suites = [module, ...module.children.allSuites()];
      report.failed.push(...suites.flatMap((suite) => failures(file, suite)));
      for (const test of module.children.allTests()) {
        const { state, errors } = test.result();
        if (state === 'passed') report.passed += 1;
        if (state === 'failed')
          report.failed.push({ name: `${file} › ${test.fullName}`, error: text(errors) });
      }
    }
    for (const error of unhandled) report.failed.push({ name: 'outside of the tests', error: text([error]) });
    const file = process.env.VITEST_REPORT_FILE;
    if (file) writeFileSync(file, JSON.stringify(report));
  }
}

/** The failures of a file or group itself, as against its tests: its imports and hooks. */
function failures(
  file: string,
  suite: { errors(): readonly { message: string }[]; fullName?: string },
): FailedTest[] {
  const errors = suite.errors();
  const name = suite.fullName ? `${file} › ${suite.fullName}` : file;
  return errors.length > 0 ? [{ name: `${name} (outside of its tests)`, error: text(errors) }] : [];
}

function text(errors: readonly { message: string }[] = []): string {
  return errors.map(({ message }) => message).join('\n');
}

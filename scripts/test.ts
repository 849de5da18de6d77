import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { projectRoot } from './project';
import { listFailures, readPlaywright, type TestReport, testReportSchema } from './test-report';

// `npm test`: all stages in order; at the end every failure again, and the sum of the counts in the very last line.

interface Stage {
  name: string;
  /** A program of `node_modules/.bin` and its arguments. */
  command: string[];
  /** The file that `variable` tells the program to write; a stage without one counts as one test. */
  report?: { variable: string; file: string; read(json: unknown): TestReport };
}

const reports = mkdtempSync(path.join(os.tmpdir(), 'neighborbid-report-'));

const stages: Stage[] = [
  { name: 'format, lint and import rules', command: ['biome', 'check', '.'] },
  { name: "Next's route types", command: ['next', 'typegen'] },
  { name: 'types', command: ['tsc', '--noEmit'] },
  {
    name: 'unit and database tests',
    command: ['vitest', 'run', '--reporter=default', '--reporter=./scripts/vitest-report.ts'],
    report: {
      variable: 'VITEST_REPORT_FILE',
      file: path.join(reports, 'vitest.json'),
      read: testReportSchema.parse,
    },
  },
  {
    name: 'browser tests',
    command: ['playwright', 'test', '--reporter=list,json'],
    report: {
      variable: 'PLAYWRIGHT_JSON_OUTPUT_FILE',
      file: path.join(reports, 'playwright.json'),
      read: (json) => readPlaywright(json, (file) => readFileSync(file, 'utf8')),
    },
  },
];

/**
 * Runs one stage with its output on our own.
 *
 * @returns its counts; a stage that failed has at least one failure, whatever its report says
 */
async function run({ name, command, report }: Stage): Promise<TestReport> {
  process.stdout.write(`\n── ${name}\n`);
  const [program = '', ...args] = command;
  const child = spawn(path.join(projectRoot, 'node_modules', '.bin', program), args, {
    cwd: projectRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...(report && { [report.variable]: report.file }) },
  });
  running = child;
  const [code, signal] = await once(child, 'close');
  const { passed, failed } = readReport(report, code === 0);
  if (code !== 0 && failed.length === 0) {
    const end = signal ?? `the code ${code}`;
    failed.push({ name, error: `${program} ended with ${end}; its report names no failure` });
  }
  return { passed, failed };
}

function readReport(report: Stage['report'], ok: boolean): TestReport {
  if (!report) return { passed: ok ? 1 : 0, failed: [] };
  if (!existsSync(report.file)) return { passed: 0, failed: [] };
  return report.read(JSON.parse(readFileSync(report.file, 'utf8')));
}

let running: ReturnType<typeof spawn> | undefined;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    running?.kill(signal);
    process.exitCode = 130;
    stages.length = 0;
  });
}

const total: TestReport = { passed: 0, failed: [] };
for (let stage = stages.shift(); stage; stage = stages.shift()) {
  const { passed, failed } = await run(stage);
  total.passed += passed;
  total.failed.push(...failed);
}
rmSync(reports, { recursive: true, force: true });
if (total.failed.length > 0) process.exitCode ||= 1;
process.stdout.write(
  `\n${listFailures(total.failed)}\n${total.passed} passed, ${total.failed.length} failed\n`,
);

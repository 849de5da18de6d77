import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { projectRoot } from './project';

// `npm test`: all stages in order, with the sum of their counts in the very last line.

interface Counts {
  passed: number;
  failed: number;
}

interface Stage {
  name: string;
  /** A program of `node_modules/.bin` and its arguments. */
  command: string[];
  /** Reads the counts from the report that the program wrote; a stage without one counts as one test. */
  report?: { variable?: string; file: string; read(file: string): Counts };
}

const reports = mkdtempSync(path.join(os.tmpdir(), 'neighborbid-report-'));
const vitestReport = path.join(reports, 'vitest.json');
const playwrightReport = path.join(reports, 'playwright.json');

const stages: Stage[] = [
  { name: 'format, lint and import rules', command: ['biome', 'check', '.'] },
  { name: "Next's route types", command: ['next', 'typegen'] },
  { name: 'types', command: ['tsc', '--noEmit'] },
  {
    name: 'unit and database tests',
    command: ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`],
    report: { file: vitestReport, read: readVitest },
  },
  {
    name: 'browser tests',
    command: ['playwright', 'test', '--reporter=list,json'],
    report: { variable: 'PLAYWRIGHT_JSON_OUTPUT_FILE', file: playwrightReport, read: readPlaywright },
  },
];

/**
 * Runs one stage with its output on our own.
 *
 * @returns its counts; a stage that failed counts at least one failure, whatever its report says
 */
async function run({ name, command, report }: Stage): Promise<Counts> {
  process.stdout.write(`\n── ${name}\n`);
  const [program = '', ...args] = command;
  const child = spawn(path.join(projectRoot, 'node_modules', '.bin', program), args, {
    cwd: projectRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...(report?.variable && { [report.variable]: report.file }) },
  });
  running = child;
  const [code] = await once(child, 'close');
  const ok = code === 0;
  const counts =
    report && existsSync(report.file) ? report.read(report.file) : { passed: ok ? 1 : 0, failed: 0 };
  return { passed: counts.passed, failed: ok ? counts.failed : Math.max(1, counts.failed) };
}

function readVitest(file: string): Counts {
  const schema = z.object({ numPassedTests: z.number(), numFailedTests: z.number() });
  const report = schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return { passed: report.numPassedTests, failed: report.numFailedTests };
}

function readPlaywright(file: string): Counts {
  const schema = z.object({
    stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  });
  const { stats } = schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
}

let running: ReturnType<typeof spawn> | undefined;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    running?.kill(signal);
    process.exitCode = 130;
    stages.length = 0;
  });
}

const total: Counts = { passed: 0, failed: 0 };
for (let stage = stages.shift(); stage; stage = stages.shift()) {
  const { passed, failed } = await run(stage);
  total.passed += passed;
  total.failed += failed;
}
rmSync(reports, { recursive: true, force: true });
if (total.failed > 0) process.exitCode ||= 1;
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { brotliHeaders, brotliRewrites, compressStatic } from './brotli';

it('puts a compressed file beside every script and style of a build, and beside no other file', async () => {
  const distDir = mkdtempSync(path.join(os.tmpdir(), 'neighborbid-brotli-'));
  onTestFinished(() => rmSync(distDir, { recursive: true }));
  const chunks = path.join(distDir, 'static', 'chunks');
  mkdirSync(path.join(chunks, 'deep'), { recursive: true });
  const files = {
    'one.js': 'let a = 1;'.repeat(100),
    'deep/two.css': 'a{}',
    'empty.js': '',
    'font.woff2': 'x',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(chunks, name), text);

  await compressStatic(distDir);
  const found = readdirSync(chunks, { recursive: true, encoding: 'utf8' });
  const compressed = found.filter((name) => name.endsWith('.br')).sort();
  expect(compressed).toEqual([path.join('deep', 'two.css.br'), 'empty.js.br', 'one.js.br']);
  const text = brotliDecompressSync(readFileSync(path.join(chunks, 'one.js.br'))).toString();
  expect(text).toBe(files['one.js']);
});

it.each([
  ['gzip, deflate, br', true],
  ['br', true],
  ['gzip, br;q=0.9, *', true],
  ['gzip, deflate', false],
  ['', false],
  ['gzip, brotli-like', false],
])('a browser that accepts "%s" gets the compressed file: %s', (accepts, gets) => {
  for (const { has } of [...brotliHeaders, ...brotliRewrites]) {
    // Next compares the complete header.
    expect(has.every(({ value }) => new RegExp(`^${value}$`).test(accepts))).toBe(gets);
  }
});

it('sets the headers of each compressed file, and rewrites no other', () => {
  expect(brotliRewrites.map(({ source }) => source)).toEqual(brotliHeaders.map(({ source }) => source));
});

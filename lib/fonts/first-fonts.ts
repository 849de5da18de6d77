import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { isProduction, readerOf } from '@/lib/env';

const readBuildFolder = readerOf('NEXT_DIST_DIR');

/**
 * Pretendard comes in 92 pieces, the rarest letters first. The last eight hold the letters of every page; the
 * browser fetches the others when it meets a rarer letter.
 */
export const IN_EVERY_PAGE = /^PretendardVariable\.subset\.(8[4-9]|9[01])\./;

let found: readonly string[] | undefined;

/**
 * The addresses of the pieces of the typeface that every page needs. Requested together with the page, they are there
 * when it is painted; found by the browser after the styles, they come late, and the reader sees lines wrap again.
 *
 * @returns addresses; none with hot reload, where the files have other names
 */
export function firstFonts(): readonly string[] {
  found ??= builtFonts(
    path.join(/* turbopackIgnore: true */ process.cwd(), readBuildFolder().NEXT_DIST_DIR, 'static', 'media'),
  );
  return found;
}

function builtFonts(folder: string): string[] {
  if (!isProduction() || !existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => IN_EVERY_PAGE.test(name))
    .map((name) => `/_next/static/media/${name}`);
}

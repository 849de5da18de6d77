import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * Pretendard comes in 92 pieces, the rarest letters first. The last eight hold what every page is written with; the
 * others are fetched by whoever meets a rarer letter.
 */
const IN_EVERY_PAGE = /^PretendardVariable\.subset\.(8[4-9]|9[01])\./;

let found: readonly string[] | undefined;

/**
 * Where the pieces of the typeface that every page needs are served. Asked for with the page itself they are there
 * when it is painted; found by the browser after the styles, they come late, and lines wrap anew under one's eyes.
 *
 * @returns addresses; none with hot reload, where the files have other names
 */
export function firstFonts(): readonly string[] {
  found ??= builtFonts(
    path.join(
      /* turbopackIgnore: true */ process.cwd(),
      process.env.NEXT_DIST_DIR ?? '.next',
      'static',
      'media',
    ),
  );
  return found;
}

function builtFonts(folder: string): string[] {
  if (process.env.NODE_ENV !== 'production' || !existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => IN_EVERY_PAGE.test(name))
    .map((name) => `/_next/static/media/${name}`);
}

import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

/*
 * Scripts and styles are compressed once, when they are built, as well as can be, and served as they lie there: a
 * seventh less to load than what a server has time for at each request (docs/decisions/012).
 */

const TYPES = { js: 'application/javascript; charset=UTF-8', css: 'text/css; charset=UTF-8' } as const;

/** A browser that takes Brotli. Browsers ask for it over TLS, and of the machine that they run on. */
const taken = [{ type: 'header' as const, key: 'accept-encoding', value: '(?:.*[ ,])?br(?:[ ,;].*)?' }];

const kinds = Object.entries(TYPES).map(([ending, type]) => ({
  source: `/_next/static/chunks/:path*.${ending}`,
  file: `/_next/static/chunks/:path*.${ending}.br`,
  type,
}));

/** What `next.config.ts` adds to the answers: the compressed file is told for what it is. */
export const brotliHeaders = kinds.map(({ source, type }) => ({
  source,
  has: taken,
  headers: [
    { key: 'Content-Encoding', value: 'br' },
    { key: 'Content-Type', value: type },
    { key: 'Vary', value: 'Accept-Encoding' },
  ],
}));

/** Before Next looks for the file itself: the compressed one beside it. */
export const brotliRewrites = kinds.map(({ source, file }) => ({ source, has: taken, destination: file }));

const compress = promisify(brotliCompress);

/** Puts the compressed file beside each script and style of a build; every one, for the rewrites count on it. */
export async function compressStatic(distDir: string): Promise<void> {
  const folder = path.join(distDir, 'static', 'chunks');
  const files = await readdir(folder, { recursive: true });
  const written = files.filter((file) => path.extname(file).slice(1) in TYPES);
  await Promise.all(
    written.map(async (file) => {
      const bytes = await readFile(path.join(folder, file));
      const compressed = await compress(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
          [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength,
        },
      });
      await writeFile(path.join(folder, `${file}.br`), compressed);
    }),
  );
}

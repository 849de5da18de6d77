import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

/*
 * Scripts and styles are compressed once, at the build, with the best compression, and served from those files. They are a
 * seventh smaller than a server can make them within a request (docs/decisions/012).
 */

const TYPES = { js: 'application/javascript; charset=UTF-8', css: 'text/css; charset=UTF-8' } as const;

/** Matches a browser that accepts Brotli. Browsers do so over TLS, and for their own machine. */
const taken = [{ type: 'header' as const, key: 'accept-encoding', value: '(?:.*[ ,])?br(?:[ ,;].*)?' }];

const kinds = Object.entries(TYPES).map(([ending, type]) => ({
  source: `/_next/static/chunks/:path*.${ending}`,
  file: `/_next/static/chunks/:path*.${ending}.br`,
  type,
}));

/** The response headers for `next.config.ts`, which declare a compressed file as such. */
export const brotliHeaders = kinds.map(({ source, type }) => ({
  source,
  has: taken,
  headers: [
    { key: 'Content-Encoding', value: 'br' },
    { key: 'Content-Type', value: type },
    { key: 'Vary', value: 'Accept-Encoding' },
  ],
}));

/** Rewrites that run before Next looks for the file itself: they lead to the compressed file beside it. */
export const brotliRewrites = kinds.map(({ source, file }) => ({ source, has: taken, destination: file }));

const compress = promisify(brotliCompress);

/** Puts a compressed file beside every script and style of a build; the rewrites rely on each of them. */
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

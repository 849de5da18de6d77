/** Stands for this site under any name: only used to see whether a path leads away from it. */
const HERE = 'https://here.invalid';

/**
 * The page after logging in: a path of this site and nothing else, because the author of the link chose it.
 *
 * @param wanted  the `next` parameter, unchecked
 * @returns `wanted` as an absolute path with its query, or the home page
 */
export function safeReturnPath(wanted: unknown): string {
  // A URL parser also takes backslashes and hides control characters: "/\evil", "/\t/evil".
  if (typeof wanted !== 'string' || !wanted.startsWith('/') || /[\\\p{Cc}]/u.test(wanted)) return '/';
  if (!URL.canParse(wanted, HERE)) return '/';
  const url = new URL(wanted, HERE);
  if (url.origin !== HERE || url.pathname.startsWith('//')) return '/';
  return `${url.pathname}${url.search}${url.hash}`;
}

/** The login page that leads back to `returnTo`. */
export function loginPath(returnTo: string): string {
  return withReturnPath('/login', returnTo);
}

/** Adds a return path to the address of a page in between; the home page is left out. */
export function withReturnPath(page: string, returnTo: string): string {
  return returnTo === '/' ? page : `${page}?${new URLSearchParams({ next: returnTo })}`;
}

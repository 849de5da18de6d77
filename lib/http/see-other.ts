/**
 * Redirects the browser to a page of this site by GET, whatever its method was. The address stays relative, because behind
 * a proxy the site need not know its own name.
 */
export function seeOther(path: string): Response {
  return new Response(null, { status: 303, headers: { Location: path, 'Cache-Control': 'no-store' } });
}

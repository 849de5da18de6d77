/**
 * Sends the browser on to a page of this site by GET, whatever it came with. The address stays relative, because
 * behind a proxy the site need not know its own name.
 */
export function seeOther(path: string): Response {
  return new Response(null, { status: 303, headers: { Location: path, 'Cache-Control': 'no-store' } });
}

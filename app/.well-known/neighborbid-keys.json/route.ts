import { publishedKeys } from '@/lib/record/keys';

/** The public keys of receipts, as a JSON Web Key Set (RFC 7517), for every page on the web. */
export function GET(): Response {
  return Response.json(
    { keys: publishedKeys() },
    { headers: { 'Cache-Control': 'public, max-age=300', 'Access-Control-Allow-Origin': '*' } },
  );
}

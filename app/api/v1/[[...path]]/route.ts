import { refusalResponse } from '@/lib/api/refusal-response';
import { refuse } from '@/lib/result';

/** Answers a path without an endpoint like an endpoint, with a refusal. */
function respond(request: Request): Promise<Response> {
  return refusalResponse(refuse('NOT_FOUND'), request);
}

export {
  respond as DELETE,
  respond as GET,
  respond as OPTIONS,
  respond as PATCH,
  respond as POST,
  respond as PUT,
};

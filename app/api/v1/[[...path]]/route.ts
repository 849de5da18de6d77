import { refusalResponse } from '@/lib/api/refusal-response';
import { refuse } from '@/lib/result';

/** What is no call of the API is answered as one. */
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

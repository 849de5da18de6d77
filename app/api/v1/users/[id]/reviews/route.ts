import { publicProfile } from '@/lib/accounts/profile';
import { listReviewsEndpoint } from '@/lib/api/endpoints/accounts';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { mapPage } from '@/lib/paging/page';
import { refuse } from '@/lib/result';
import { listReviews } from '@/lib/reviews/list';
import { toWireReview } from '@/lib/reviews/wire';

const list = handle(listReviewsEndpoint, async ({ id, query }) => {
  if (!(await publicProfile(id))) return refuse('NOT_FOUND');
  const page = await listReviews({ sellerId: id, after: query.cursor, limit: query.limit });
  return mapPage(page, toWireReview);
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(list);

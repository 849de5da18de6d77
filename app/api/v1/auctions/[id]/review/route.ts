import { writeReviewEndpoint } from '@/lib/api/endpoints/auctions';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { writeReview } from '@/lib/reviews/write-review';

const create = handle(writeReviewEndpoint, async ({ viewer, id, body }) => {
  const written = await writeReview({ auctionId: id, userId: viewer.id, review: body });
  return written.ok ? { id: written.id, createdAt: written.createdAt.toISOString() } : written;
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(create);

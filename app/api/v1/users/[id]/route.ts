import { publicProfile } from '@/lib/accounts/profile';
import { profileEndpoint } from '@/lib/api/endpoints/accounts';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { refuse } from '@/lib/result';
import { ratingSpread } from '@/lib/reviews/spread';

const show = handle(profileEndpoint, async ({ id }) => {
  const [profile, ratings] = await Promise.all([publicProfile(id), ratingSpread(id)]);
  return profile ? { ...profile, ratings, createdAt: profile.createdAt.toISOString() } : refuse('NOT_FOUND');
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(show);

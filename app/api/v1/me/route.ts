import { meEndpoint } from '@/lib/api/endpoints/accounts';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';

const show = handle(meEndpoint, async ({ viewer: { sessionVersion: _, ...me } }) => me);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(show);

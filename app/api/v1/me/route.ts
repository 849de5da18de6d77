import { meCall } from '@/lib/api/endpoints/accounts';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';

const show = handle(meCall, async ({ viewer }) => viewer);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(show);

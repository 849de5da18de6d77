import { meCall } from '@/lib/http/calls/accounts';
import { handle } from '@/lib/http/handle';
import { resource } from '@/lib/http/resource';

const show = handle(meCall, async ({ viewer }) => viewer);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(show);

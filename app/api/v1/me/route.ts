import { meEndpoint } from '@/lib/api/endpoints/accounts';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { suspensionOf } from '@/lib/suspension';

const show = handle(meEndpoint, async ({ viewer: { suspendedAt, sessionVersion: _, ...viewer } }) => {
  const suspension = suspendedAt && (await suspensionOf(viewer.id));
  return {
    ...viewer,
    suspension: suspension && { since: suspension.since.toISOString(), reason: suspension.reason },
  };
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(show);

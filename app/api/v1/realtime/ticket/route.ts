import { realtimeTicketEndpoint } from '@/lib/api/endpoints/system';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { databaseTime } from '@/lib/database-time';
import { realtimeUrl } from '@/lib/realtime/public-url';
import { issueTicket } from '@/lib/realtime/ticket';

const create = handle(realtimeTicketEndpoint, async ({ viewer, login, headers }) => ({
  ticket: issueTicket(
    { userId: viewer.id, login: login.hash, sessionVersion: viewer.sessionVersion },
    await databaseTime(),
  ),
  url: realtimeUrl(headers),
}));

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(create);

import { realtimeTicketEndpoint } from '@/lib/api/endpoints/system';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { databaseTime } from '@/lib/database-time';
import { consume } from '@/lib/rate-limit';
import { realtimeUrl } from '@/lib/realtime/public-url';
import { issueTicket } from '@/lib/realtime/ticket';

const create = handle(realtimeTicketEndpoint, async ({ viewer, login, headers }) => {
  const counted = await consume('ticket', viewer.id);
  if (!counted.ok) return counted;
  const owner = { userId: viewer.id, login: login.hash, sessionVersion: viewer.sessionVersion };
  return { ticket: issueTicket(owner, await databaseTime()), url: realtimeUrl(headers) };
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(create);

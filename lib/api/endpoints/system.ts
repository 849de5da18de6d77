import { z } from 'zod';
import { endpoint } from '@/lib/api/endpoint';

export const realtimeTicketEndpoint = endpoint({
  method: 'POST',
  path: '/api/v1/realtime/ticket',
  summary: 'A ticket for the personal topic of the socket',
  description: 'Good once, within 30 seconds.',
  auth: 'evenSuspended',
  status: 201,
  answer: z.object({ ticket: z.string(), url: z.string().meta({ example: 'wss://example.com/ws' }) }),
  refusals: [],
  limit: 'ticket',
});

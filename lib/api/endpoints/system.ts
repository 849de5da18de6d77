import { z } from 'zod';
import { call } from '@/lib/api/endpoint';

export const realtimeTicketCall = call({
  method: 'POST',
  path: '/api/v1/realtime/ticket',
  summary: 'A ticket for the personal topic of the socket',
  description: 'Good once, within 30 seconds.',
  who: 'viewer',
  status: 201,
  answer: z.object({ ticket: z.string(), url: z.string().meta({ example: 'wss://example.com/ws' }) }),
  refusals: [],
});

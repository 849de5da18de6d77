import { notFound } from 'next/navigation';
import type { Refusal } from '@/lib/result';

/** What a page of the desk shows; whoever may not see it, or asks for what is not there, gets a 404. */
export function allowed<T extends { ok: true }>(answer: T | Refusal): T {
  if (!answer.ok) notFound();
  return answer as T;
}

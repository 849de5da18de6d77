import { notFound } from 'next/navigation';
import type { Refusal } from '@/lib/result';

/** The data of an operators' page; any refusal, for lack of the role or of the row, becomes a 404. */
export function allowed<T extends { ok: true }>(answer: T | Refusal): T {
  if (!answer.ok) notFound();
  return answer as T;
}

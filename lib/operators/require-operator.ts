import { notFound } from 'next/navigation';
import { cache } from 'react';
import { actingViewer, currentViewer, type Viewer } from '@/lib/accounts/viewer';
import { type Result, refuse } from '@/lib/result';
import { isOperator } from './operator';

/**
 * The operator who looks at an operators' page. For anybody else the page does not exist, so that nobody learns what there
 * is.
 */
export const requireOperator = cache(async (): Promise<Viewer> => {
  const viewer = await currentViewer();
  if (!viewer || !(await isOperator(viewer.id))) notFound();
  return viewer;
});

/** The operator who calls a server action. The function that acts checks the role again, in its transaction. */
export async function actingOperator(): Promise<
  Result<{ operatorId: string }, 'UNAUTHENTICATED' | 'FORBIDDEN'>
> {
  const acting = await actingViewer();
  if (!acting.ok) return acting;
  return (await isOperator(acting.viewer.id))
    ? { ok: true, operatorId: acting.viewer.id }
    : refuse('FORBIDDEN');
}

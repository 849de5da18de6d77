import { notFound } from 'next/navigation';
import { cache } from 'react';
import { actingViewer, currentViewer, type Viewer } from '@/lib/accounts/viewer';
import { type Result, refuse } from '@/lib/result';
import { isOperator } from './operator';

/**
 * For pages of the desk: the operator who looks at it. For anybody else the page does not exist, so that nobody learns
 * what there is.
 */
export const requireOperator = cache(async (): Promise<Viewer> => {
  const viewer = await currentViewer();
  if (!viewer || !(await isOperator(viewer.id))) notFound();
  return viewer;
});

/** For server actions of the desk: who acts. The function that acts asks for the role again, in its transaction. */
export async function actingOperator(): Promise<
  Result<{ operatorId: string }, 'UNAUTHENTICATED' | 'FORBIDDEN'>
> {
  const acting = await actingViewer();
  if (!acting.ok) return acting;
  return (await isOperator(acting.viewer.id))
    ? { ok: true, operatorId: acting.viewer.id }
    : refuse('FORBIDDEN');
}

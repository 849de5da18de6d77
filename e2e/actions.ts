import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { APIRequestContext } from '@playwright/test';
import { projectRoot } from '@/scripts/project';

export type Action = { id: string; name: string; path: string };

/** All server actions of the build, each with the address of a page that may call it. */
export function allActions(): Action[] {
  const file = path.join(
    projectRoot,
    process.env.NEXT_DIST_DIR ?? '.next',
    'server',
    'server-reference-manifest.json',
  );
  const { node } = JSON.parse(readFileSync(file, 'utf8')) as {
    node: Record<string, { exportedName: string; workers: Record<string, unknown> }>;
  };
  const actions = Object.entries(node).map(([id, { exportedName: name, workers }]) => {
    const [page = ''] = Object.keys(workers);
    const route = page.replace(/^app|\/page$/g, '').replace(/\/\(\w+\)/g, '');
    return { id, name, path: route.replace(/\[\w+\]/g, '1') || '/' };
  });
  // The action that logs out goes last: the actions after it would have no account.
  const isLast = ({ name }: Action) => Number(name === 'logoutAction');
  return actions.toSorted((one, other) => isLast(one) - isLast(other));
}

/** The account for which the product makes the pages of this session: its id, or an empty text for a visitor. */
export async function madeForOf(request: APIRequestContext): Promise<string> {
  const page = await (await request.get('/')).text();
  const [, madeFor] = /data-made-for="(\d*)"/.exec(page) ?? [];
  if (madeFor === undefined) throw new Error('no page says for whom it was made');
  return madeFor;
}

import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { APIRequestContext } from '@playwright/test';
import { projectRoot } from '@/scripts/project';

export type Action = { id: string; name: string; path: string };

/** All server actions of the build, each with a page that it may be called on. */
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
  // Who has logged out is nobody to the actions after it.
  const isLast = ({ name }: Action) => Number(name === 'logoutAction');
  return actions.toSorted((one, other) => isLast(one) - isLast(other));
}

/** For whom the product makes the pages of this session: the account's id, or nothing for a visitor. */
export async function madeForOf(request: APIRequestContext): Promise<string> {
  const page = await (await request.get('/')).text();
  const [, madeFor] = /data-made-for="(\d*)"/.exec(page) ?? [];
  if (madeFor === undefined) throw new Error('no page says for whom it was made');
  return madeFor;
}

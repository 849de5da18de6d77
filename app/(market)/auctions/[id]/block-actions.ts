'use server';

import { refresh } from 'next/cache';
import { type ActionState, refused } from '@/components/action/action-state';
import { action } from '@/lib/accounts/action';
import { actingViewer } from '@/lib/accounts/viewer';
import { blockPerson } from '@/lib/blocks/block-person';
import { textOf } from '@/lib/form-fields';

/**
 * Blocks a person who bid or asked in the seller's own auction.
 *
 * @param form  field `person`: their pseudonym there
 */
export const blockPersonAction = action(
  async (auctionId: string, _previous: unknown, form: FormData): Promise<ActionState> => {
    const acting = await actingViewer();
    if (!acting.ok) return refused(acting, null);
    const personKey = textOf(form, 'person');
    const blocked = await blockPerson({ sellerId: acting.viewer.id, auctionId, personKey });
    if (!blocked.ok) return refused(blocked, null);
    refresh();
    return { outcome: 'done', kept: null };
  },
);

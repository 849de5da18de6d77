'use server';

import { refresh } from 'next/cache';
import { action } from '@/lib/accounts/action';
import { actingViewer } from '@/lib/accounts/viewer';
import { blockPerson } from '@/lib/blocks/block-person';
import { textOf } from '@/lib/form-fields';

/**
 * Blocks a person who bid or asked in the seller's own auction.
 *
 * @param form  field `person`: their pseudonym there
 * @returns whether they are blocked now
 */
export const blockPersonAction = action(
  async (auctionId: string, _previous: boolean | null, form: FormData): Promise<boolean> => {
    const acting = await actingViewer();
    if (!acting.ok) return false;
    const personKey = textOf(form, 'person');
    const blocked = await blockPerson({ sellerId: acting.viewer.id, auctionId, personKey });
    if (blocked.ok) refresh();
    return blocked.ok;
  },
);

'use client';

import { createContext, type ReactNode, use } from 'react';
import { useLazyComponent } from '@/components/ui/use-lazy-component';
import { useNewerState } from '@/lib/live/use-live-auction';
import type { AuctionState } from '@/lib/realtime/protocol';
import type { CardPartProps } from './newer-part';

const loadNewerPart = () => import('./newer-part').then((module) => module.NewerPart);

const NewerState = createContext<AuctionState | null>(null);

/**
 * Keeps the parts of a card true: when the time of its auction is over, it learns whether the auction has ended or was
 * extended.
 *
 * @param rendered  the auction as the server rendered it
 */
export function CardNow({ rendered, children }: { rendered: AuctionState; children: ReactNode }) {
  return <NewerState value={useNewerState(rendered)}>{children}</NewerState>;
}

/** A part of a card, as it was rendered until a newer state is known; only then is the script fetched that shows that. */
export function CardPart({ children, ...shown }: CardPartProps & { children: ReactNode }) {
  const state = use(NewerState);
  const NewerPart = useLazyComponent(loadNewerPart, { wanted: state !== null, silent: true });
  return NewerPart && state ? <NewerPart shown={shown} state={state} /> : children;
}

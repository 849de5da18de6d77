import { type ReactNode, ViewTransition } from 'react';

/**
 * The picture of an item that grows from its card into its page, and back: to the browser both are the same element. A
 * browser without view transitions shows the page at once, and so does one whose person asked for less motion
 * (`globals.css`).
 */
export function ItemMorph({ auctionId, children }: { auctionId: string; children: ReactNode }) {
  return (
    <ViewTransition name={`item-${auctionId}`} share="item-picture" default="none">
      {children}
    </ViewTransition>
  );
}

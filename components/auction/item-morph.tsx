import { type ReactNode, ViewTransition } from 'react';

/**
 * The picture of an item that grows from its card into its page, and back: both are the same thing to the browser.
 * One that knows no view transitions shows the page at once, as does one whose person asked for less motion
 * (`globals.css`).
 */
export function ItemMorph({ auctionId, children }: { auctionId: string; children: ReactNode }) {
  return (
    <ViewTransition name={`item-${auctionId}`} share="item-picture" default="none">
      {children}
    </ViewTransition>
  );
}

/** How many entries of the ledger a page shows. */
export const ENTRIES_SHOWN = 20;

/** How many payouts the page shows; each has its entry in the ledger as well. */
export const PAYOUTS_SHOWN = 5;

/** How many entries of the ledger come at once. */
export const ENTRIES_SHOWN = 20;

/** How many payouts stand on the page; each has its entry in the ledger as well. */
export const PAYOUTS_SHOWN = 5;

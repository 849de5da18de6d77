export const ITEM_CONDITIONS = ['NEW', 'USED_S', 'USED_A', 'USED_B', 'USED_C'] as const;
export type ItemCondition = (typeof ITEM_CONDITIONS)[number];

/** Who pays for shipping. */
export const SHIPPING_PAYERS = ['SELLER', 'BUYER'] as const;
export type ShippingPayer = (typeof SHIPPING_PAYERS)[number];

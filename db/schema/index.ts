export * from './accounts';
export * from './auctions';
export * from './commit-witnesses';
export * from './following';
export * from './notifications';
export * from './payments';
export * from './regions';
export * from './wallets';

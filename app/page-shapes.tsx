import { HomeSkeleton } from '@/components/auction/home-skeleton';
import { ItemSkeleton } from '@/components/auction/item/item-skeleton';
import { ListSkeleton } from '@/components/auction/list-skeleton';
import { MeSkeleton } from '@/components/me/me-skeleton';
import { ProfileSkeleton } from '@/components/profile/profile-skeleton';
import { SellerSkeleton } from '@/components/seller-dashboard/seller-skeleton';
import type { PageShape } from '@/components/shell/page-content';
import { WalletSkeleton } from '@/components/wallet/wallet-skeleton';

/** What is shown of a page while it is on its way; pages without a shape have the line at the top alone. */
export const PAGE_SHAPES: readonly PageShape[] = [
  { path: '/', skeleton: <HomeSkeleton /> },
  { path: '/auctions', skeleton: <ListSkeleton /> },
  { path: '/auctions/\\d+', skeleton: <ItemSkeleton /> },
  { path: '/wallet', skeleton: <WalletSkeleton /> },
  { path: '/me', skeleton: <MeSkeleton /> },
  { path: '/seller', skeleton: <SellerSkeleton /> },
  { path: '/users/\\d+', skeleton: <ProfileSkeleton /> },
];

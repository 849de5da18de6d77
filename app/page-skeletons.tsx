import { HomeSkeleton } from '@/components/auction/home-skeleton';
import { ItemSkeleton } from '@/components/auction/item/item-skeleton';
import { ListSkeleton } from '@/components/auction/list-skeleton';
import { MeSkeleton } from '@/components/me/me-skeleton';
import { ProfileSkeleton } from '@/components/profile/profile-skeleton';
import { SellerSkeleton } from '@/components/seller-dashboard/seller-skeleton';
import type { PageSkeleton } from '@/components/shell/page-content';
import { WalletSkeleton } from '@/components/wallet/wallet-skeleton';

/** The skeleton of a page during its navigation; pages without one have only the line at the top. */
export const PAGE_SKELETONS: readonly PageSkeleton[] = [
  { path: '/', skeleton: <HomeSkeleton /> },
  { path: '/auctions', skeleton: <ListSkeleton /> },
  { path: '/auctions/\\d+', skeleton: <ItemSkeleton /> },
  { path: '/wallet', skeleton: <WalletSkeleton /> },
  { path: '/me', skeleton: <MeSkeleton /> },
  { path: '/seller', skeleton: <SellerSkeleton /> },
  { path: '/users/\\d+', skeleton: <ProfileSkeleton /> },
];

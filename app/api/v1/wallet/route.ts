import { walletEndpoint } from '@/lib/api/endpoints/wallet';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { walletOf } from '@/lib/wallet/wallet';
import { toWireWallet } from '@/lib/wallet/wire';

const show = handle(walletEndpoint, async ({ viewer }) => {
  const wallet = await walletOf(viewer.id);
  return { ...toWireWallet(wallet), serverTime: wallet.readAt.toISOString() };
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(show);

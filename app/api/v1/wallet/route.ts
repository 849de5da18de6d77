import { walletCall } from '@/lib/http/calls/wallet';
import { handle } from '@/lib/http/handle';
import { resource } from '@/lib/http/resource';
import { walletOf } from '@/lib/wallet/wallet';
import { toWireWallet } from '@/lib/wallet/wire';

const show = handle(walletCall, async ({ viewer }) => toWireWallet(await walletOf(viewer.id)));

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(show);

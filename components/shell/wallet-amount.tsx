'use client';

import { Wallet } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { NavLink } from '@/components/ui/nav-link';
import { formatWon } from '@/lib/format/money';
import { useNewestWallet, type WalletReading } from '@/lib/live/newest-wallet';

/** The amount in the menu below the person's name. */
export function WalletAmount({ page }: { page: WalletReading }) {
  return <span className="num">{formatWon(useNewestWallet(page).available, useLocale())}</span>;
}

/** The amount in the header, which leads to the wallet. */
export function WalletLink({ page, className }: { page: WalletReading; className: string }) {
  const t = useTranslations('shell.nav');
  const amount = formatWon(useNewestWallet(page).available, useLocale());
  return (
    <NavLink href="/wallet" aria-label={t('walletAmount', { amount })} className={className}>
      <Wallet aria-hidden className="size-5" strokeWidth={1.8} />
      <span className="num">{amount}</span>
    </NavLink>
  );
}

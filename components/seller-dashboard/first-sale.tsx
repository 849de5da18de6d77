import { Camera, Gavel, Plus, Wallet } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';

const STEPS = [
  { word: 'list', Icon: Camera },
  { word: 'bid', Icon: Gavel },
  { word: 'earn', Icon: Wallet },
] as const;

/** For a person who has never sold anything: how selling works, and the way to begin. */
export function FirstSale() {
  const t = useTranslations('seller.first');
  return (
    <Card radius="xl" className="flex flex-col items-center px-5 py-10 text-center md:py-14">
      <h2 className="text-lg font-bold md:text-xl">{t('title')}</h2>
      <p className="mt-2 max-w-110 text-sm text-soft">{t('note')}</p>
      <ol className="my-8 grid gap-5 text-left md:grid-cols-3 md:gap-8">
        {STEPS.map(({ word, Icon }) => (
          <li key={word} className="flex items-center gap-3.5 md:max-w-60 md:flex-col md:text-center">
            <span
              aria-hidden
              className="grid size-12 shrink-0 place-items-center rounded-full bg-brand-tint text-brand"
            >
              <Icon className="size-6" />
            </span>
            <p className="text-sm">{t(`steps.${word}`)}</p>
          </li>
        ))}
      </ol>
      <Button asChild size="lg">
        <Link href="/auctions/new">
          <Plus aria-hidden />
          {t('action')}
        </Link>
      </Button>
    </Card>
  );
}

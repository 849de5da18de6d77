import { ChartColumn, MapPin } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/button';
import { Pill } from '@/components/ui/pill';
import type { Profile } from '@/lib/accounts/profile';
import { formatDate } from '@/lib/format/time';

/** The member: their name, where they live, since when. */
export function ProfileHead({
  profile,
  region,
  isViewer,
}: {
  profile: Profile;
  /** From the widest to the narrowest. */
  region: string;
  /** It is the viewer's own profile. */
  isViewer: boolean;
}) {
  const t = useTranslations('profile');
  return (
    <div className="mb-6 flex flex-wrap items-center gap-4">
      <Avatar name={profile.nickname} size="lg" />
      <div className="min-w-0 flex-1">
        <h1 className="flex items-center gap-2 text-lg font-bold md:text-xl">
          <span className="truncate">{profile.nickname}</span>
          {profile.reputation.score === null && !profile.deleted ? (
            <Pill tone="local">{t('newcomer')}</Pill>
          ) : null}
        </h1>
        <p className="mt-0.5 flex flex-wrap items-center gap-x-3 text-sm text-soft">
          {profile.deleted ? (
            t('deleted')
          ) : (
            <>
              <span className="inline-flex items-center gap-1">
                <MapPin aria-hidden className="size-4" />
                {region}
              </span>
              <span className="num">{t('since', { date: formatDate(profile.createdAt) })}</span>
            </>
          )}
        </p>
      </div>
      {isViewer ? (
        <Button asChild variant="outline" className="max-md:w-full">
          <Link href="/seller">
            <ChartColumn aria-hidden />
            {t('dashboard')}
          </Link>
        </Button>
      ) : null}
    </div>
  );
}

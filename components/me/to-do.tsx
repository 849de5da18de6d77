import { ChevronRight, MessageCircleQuestion, Star, TrendingUp } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { SectionHeader } from '@/components/ui/page-header';
import type { MyBid } from '@/lib/auctions/my-bids';
import type { Page } from '@/lib/paging/page';

/**
 * The open tasks of the viewer: auctions in which they were outbid, sellers whom they have not reviewed, and the number of
 * unanswered questions about their own items. The first of each; the tabs below contain all.
 */
export function ToDo({
  outbid,
  unreviewed,
  questions,
}: {
  outbid: Page<MyBid>;
  unreviewed: Page<MyBid>;
  questions: number;
}) {
  const t = useTranslations('me.toDo');
  if (outbid.items.length === 0 && unreviewed.items.length === 0 && questions === 0) return null;
  return (
    <section aria-labelledby="to-do" className="mb-6">
      <SectionHeader id="to-do" title={t('title')} />
      <Card asChild>
        <ul>
          {outbid.items.map(({ auction }) => (
            <Task
              key={auction.id}
              href={`/auctions/${auction.id}`}
              icon={<TrendingUp className="text-live" />}
            >
              {t('outbid', { title: auction.title })}
            </Task>
          ))}
          {outbid.nextCursor ? (
            <Task href="/me?tab=outbid" icon={<TrendingUp className="text-live" />}>
              {t('moreOutbid')}
            </Task>
          ) : null}
          {questions > 0 ? (
            <Task href="/seller#questions" icon={<MessageCircleQuestion className="text-brand" />}>
              {t('answer', { count: questions })}
            </Task>
          ) : null}
          {unreviewed.items.map(({ auction }) => (
            <Task
              key={auction.id}
              href={`/auctions/${auction.id}#review`}
              icon={<Star className="text-amber" />}
            >
              {t('review', { title: auction.title })}
            </Task>
          ))}
          {unreviewed.nextCursor ? (
            <Task href="/me?tab=won" icon={<Star className="text-amber" />}>
              {t('moreUnreviewed')}
            </Task>
          ) : null}
        </ul>
      </Card>
    </section>
  );
}

function Task({ href, icon, children }: { href: string; icon: React.ReactNode; children: string }) {
  return (
    <li className="border-b border-line last:border-b-0">
      <Link
        href={href}
        className="flex min-h-13 items-center gap-3 px-4 py-2.5 hover:bg-sunken focus-visible:-outline-offset-2"
      >
        <span aria-hidden className="[&_svg]:size-5">
          {icon}
        </span>
        <span className="min-w-0 flex-1 text-sm font-medium">{children}</span>
        <ChevronRight aria-hidden className="size-4 shrink-0 text-soft" />
      </Link>
    </li>
  );
}

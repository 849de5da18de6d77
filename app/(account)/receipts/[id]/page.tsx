import { FileText, ShieldCheck } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { ReceiptCard } from '@/components/receipt/receipt-card';
import { RowLink } from '@/components/receipt/row-link';
import { SignatureCheck } from '@/components/receipt/signature-check';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { requireViewer } from '@/lib/accounts/viewer';
import { ownReceipt } from '@/lib/receipts/own-receipt';
import { publishedKeys } from '@/lib/record/keys';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('receipt');
  return { title: t('title'), robots: { index: false } };
}

/** The receipt of one of the viewer's own attempts. */
export default async function ReceiptPage({ params }: Props) {
  const { id } = await params;
  const viewer = await requireViewer(`/receipts/${id}`);
  const own = await ownReceipt({ attemptId: id, userId: viewer.id });
  if (!own) notFound();
  const t = await getTranslations('receipt');
  const { attempt, receipt, around } = own;
  const item = `/auctions/${attempt.auctionId}`;
  const isBid = attempt.command === 'bid' || attempt.command === 'autoBid';
  return (
    <div className="container-page flex max-w-140 flex-col gap-4 py-5 md:py-7">
      <PageHeader title={t(isBid ? 'title' : 'titleOther')} className="mb-0" />
      <ReceiptCard attempt={attempt} previousHash={receipt.previousHash} around={around} />
      <SignatureCheck receipt={JSON.stringify(receipt)} keys={publishedKeys()} />
      <Card className="[&>*+*]:border-t [&>*+*]:border-line">
        {around.ended ? (
          <RowLink
            href={`${item}/record`}
            icon={<FileText aria-hidden />}
            title={t('links.recompute')}
            note={t('links.recomputeNote', { count: around.attemptCount })}
          />
        ) : (
          <p className="px-4 py-3.5 text-sm text-soft">{t('links.recomputeLater')}</p>
        )}
        <RowLink
          href={`/api/v1/attempts/${attempt.id}`}
          download={`neighborbid-receipt-${attempt.id}.json`}
          icon={<ShieldCheck aria-hidden />}
          title={t('links.save')}
          note={t('links.saveNote')}
        />
      </Card>
      <div className="flex flex-col gap-2.5">
        {around.title === null ? null : (
          <Button asChild variant="outline" size="lg" block>
            <Link href={item}>{t('links.item')}</Link>
          </Button>
        )}
        <Button asChild variant="ghost" block>
          <Link href={`${item}/attempts`}>{t('links.attempts')}</Link>
        </Button>
        <Button asChild variant="ghost" block>
          <Link href="/verify">{t('links.verify')}</Link>
        </Button>
      </div>
    </div>
  );
}

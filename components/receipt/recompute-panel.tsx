'use client';

import { Check, RotateCw, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Spinner } from '@/components/ui/spinner';
import type { AuctionRecord } from '@/lib/receipts/auction-record';
import type { Recomputation } from '@/lib/receipts/recompute';
import { loadRecord } from './load-record';
import { RecordFault } from './record-fault';

type Progress =
  | { at: 'loading' }
  | { at: 'working'; count: number }
  | { at: 'stopped'; reason: 'none' | 'tooOften' | 'failed' | 'cannotCheck' }
  | { at: 'done'; record: AuctionRecord; found: Recomputation; seen: boolean };

/** Decides the auction of this page again, from its record, and says whether everything agrees. */
export function RecomputePanel({ auctionId }: { auctionId: string }) {
  const t = useTranslations('receipt.record');
  const [round, setRound] = useState(1);
  const [progress, setProgress] = useState<Progress>({ at: 'loading' });
  useEffect(() => {
    let here = round > 0;
    const show = (next: Progress) => here && setProgress(next);
    show({ at: 'loading' });
    recomputeAuction(auctionId, (count) => show({ at: 'working', count })).then(show, () =>
      show({ at: 'stopped', reason: 'failed' }),
    );
    return () => {
      here = false;
    };
  }, [auctionId, round]);
  const busy = progress.at === 'loading' || progress.at === 'working';
  return (
    <div className="[@media(scripting:none)]:hidden">
      <div role="status" className="flex flex-col gap-4">
        <Shown progress={progress} />
      </div>
      {busy ? null : (
        <Button
          variant="outline"
          size="lg"
          block
          className="mt-4"
          onClick={() => setRound((last) => last + 1)}
        >
          <RotateCw aria-hidden />
          {t('again')}
        </Button>
      )}
    </div>
  );
}

/** The rules are fetched here, for this page alone: no other page carries them. */
async function recomputeAuction(auctionId: string, onProgress: (count: number) => void): Promise<Progress> {
  // Browsers offer cryptography only to pages that come over TLS or from the same machine.
  if (!('subtle' in crypto)) return { at: 'stopped', reason: 'cannotCheck' };
  const [loaded, { recompute }] = await Promise.all([
    loadRecord(auctionId),
    import('@/lib/receipts/recompute'),
  ]);
  if (!loaded.ok) return { at: 'stopped', reason: loaded.reason };
  const seenHash = hashSeenLive();
  const found = await recompute(loaded.record, { seenHash, onProgress });
  return { at: 'done', record: loaded.record, found, seen: seenHash !== null };
}

/** The hash of the record that the item's page had when it led here: it had come with the page, or live. */
function hashSeenLive(): string | null {
  return /^#seen=([0-9a-f]{64})$/.exec(location.hash)?.[1] ?? null;
}

function Shown({ progress }: { progress: Progress }) {
  const t = useTranslations('receipt.record');
  switch (progress.at) {
    case 'loading':
      return <Callout icon={<Spinner />}>{t('loading')}</Callout>;
    case 'working':
      return <Callout icon={<Spinner />}>{t('working', { count: progress.count })}</Callout>;
    case 'stopped':
      return (
        <Callout tone="amber" icon={<TriangleAlert aria-hidden />}>
          {t(progress.reason)}
        </Callout>
      );
    case 'done': {
      const { found, record, seen } = progress;
      return found.ok ? (
        <Agreement found={found} seen={seen} hash={record.result.recordHash} />
      ) : (
        <RecordFault found={found} record={record} />
      );
    }
    default:
      return progress satisfies never;
  }
}

function Agreement({
  found,
  seen,
  hash,
}: {
  found: Extract<Recomputation, { ok: true }>;
  seen: boolean;
  hash: string;
}) {
  const t = useTranslations('receipt.record');
  return (
    <>
      <Callout tone="brand" icon={<Check aria-hidden />}>
        <b className="num block whitespace-normal">{t('ok', { count: found.decisions })}</b>
        <span className="block">{t('okNote')}</span>
        {seen ? <span className="block">{t('okSeen')}</span> : null}
        {found.earlier > 0 ? <span className="block">{t('earlier', { count: found.earlier })}</span> : null}
      </Callout>
      <dl className="text-xs text-soft">
        <dt>{t('hashes')}</dt>
        <dd className="num break-all whitespace-normal">{hash}</dd>
      </dl>
    </>
  );
}

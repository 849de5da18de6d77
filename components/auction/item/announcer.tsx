'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { formatWon } from '@/lib/format/money';
import { CalmVoice } from './calm-voice';
import { useAuction } from './live-auction-provider';
import type * as Moments from './moments';

/**
 * Tells people who use a screen reader the price now and then, and at once that they are outbid. Also starts what everybody
 * notices of these moments: the vibration of a lost lead, and the confetti of a win.
 */
export function Announcer() {
  const t = useTranslations('auction.panel');
  const locale = useLocale();
  const { auction, state, standing } = useAuction();
  const { endTime } = state;
  const price = formatWon(state.price, locale);
  const words = useCalm(t('announcePrice', { price, bids: state.bidCount }));

  const [alarm, setAlarm] = useState('');
  const stoodBefore = useRef(standing);
  useEffect(() => {
    if (stoodBefore.current === 'leading' && standing === 'outbid') {
      setAlarm(t('announceOutbid', { price }));
      withMoments((moments) => moments.feelOutbid());
    }
    if (standing !== 'outbid') setAlarm('');
    stoodBefore.current = standing;
  }, [standing, price, t]);
  useEffect(() => {
    if (standing === 'won')
      withMoments((moments) => moments.celebrateWin({ auctionId: auction.id, endTime }));
  }, [standing, auction.id, endTime]);

  return (
    <div className="sr-only">
      <p aria-live="polite">{words}</p>
      <p aria-live="assertive">{alarm}</p>
    </div>
  );
}

/** Fetches the script only when it is needed: most people neither lose a lead nor win. Where that fails, only motion is missing. */
function withMoments(act: (moments: typeof Moments) => void): void {
  import('./moments').then(act, () => undefined);
}

/** The newest words, at most one in ten seconds; none for the state at the start. */
function useCalm(words: string): string {
  const [spoken, setSpoken] = useState('');
  const [voice] = useState(() => new CalmVoice(setSpoken));
  const first = useRef(words);
  useEffect(() => {
    if (words === first.current) return;
    first.current = '';
    voice.say(words);
    return () => voice.stop();
  }, [voice, words]);
  return spoken;
}

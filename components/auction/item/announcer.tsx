'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { formatWon } from '@/lib/format/money';
import { CalmVoice } from './calm-voice';
import { useAuction } from './live-auction-provider';

/** Tells people who use a screen reader the price now and then, and at once that they are outbid. */
export function Announcer() {
  const t = useTranslations('auction.panel');
  const locale = useLocale();
  const { state, standing } = useAuction();
  const price = formatWon(state.price, locale);
  const words = useCalm(t('announcePrice', { price, bids: state.bidCount }));

  const [alarm, setAlarm] = useState('');
  const stoodBefore = useRef(standing);
  useEffect(() => {
    if (stoodBefore.current === 'leading' && standing === 'outbid') setAlarm(t('announceOutbid', { price }));
    if (standing !== 'outbid') setAlarm('');
    stoodBefore.current = standing;
  }, [standing, price, t]);

  return (
    <div className="sr-only">
      <p aria-live="polite">{words}</p>
      <p aria-live="assertive">{alarm}</p>
    </div>
  );
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

'use client';

import { CreditCard } from 'lucide-react';
import Script from 'next/script';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';

/** The part of Toss' SDK that is used here (https://docs.tosspayments.com/sdk/v2/js). */
type TossPayments = (clientKey: string) => {
  payment: (customer: { customerKey: string }) => {
    requestPayment: (payment: {
      method: 'CARD';
      amount: { currency: 'KRW'; value: number };
      orderId: string;
      orderName: string;
      successUrl: string;
      failUrl: string;
    }) => Promise<void>;
  };
};

declare global {
  interface Window {
    TossPayments?: TossPayments;
  }
}

const SDK_URL = 'https://js.tosspayments.com/v2/standard';

export type TossButtonProps = {
  clientKey: string;
  customerKey: string;
  orderId: string;
  /** In whole won. */
  amount: number;
  /** The page to go to after the payment; a path of this site. */
  returnTo: string;
};

/**
 * Opens the payment window for an order that is stored already. The window leads to this site's address for success or
 * failure. Only this page loads the script of Toss.
 */
export function TossButton({ clientKey, customerKey, orderId, amount, returnTo }: TossButtonProps) {
  const t = useTranslations('payments.toss');
  const [ready, setReady] = useState(false);
  const [opening, setOpening] = useState(false);
  const [problem, setProblem] = useState<'closed' | 'failed' | 'unavailable' | null>(null);

  async function pay() {
    if (!window.TossPayments) return setProblem('unavailable');
    setProblem(null);
    setOpening(true);
    const back = (path: string) => {
      const url = new URL(path, window.location.origin);
      if (returnTo !== '/') url.searchParams.set('next', returnTo);
      return url.href;
    };
    try {
      await window
        .TossPayments(clientKey)
        .payment({ customerKey })
        .requestPayment({
          method: 'CARD',
          amount: { currency: 'KRW', value: amount },
          orderId,
          orderName: t('orderName'),
          successUrl: back('/api/payments/toss/success'),
          failUrl: back(`/api/payments/toss/fail?order=${orderId}`),
        });
    } catch (error) {
      setProblem(isUserCancel(error) ? 'closed' : 'failed');
    } finally {
      setOpening(false);
    }
  }

  return (
    <div className="flex flex-col gap-3">
      <Script
        src={SDK_URL}
        onReady={() => setReady(true)}
        onError={() => setProblem('unavailable')}
        strategy="afterInteractive"
      />
      {problem ? (
        <Callout tone={problem === 'closed' ? 'neutral' : 'live'} role="alert">
          {t(problem)}
        </Callout>
      ) : null}
      <noscript>
        <Callout tone="live">{t('noScript')}</Callout>
      </noscript>
      <Button size="xl" block loading={opening || !(ready || problem)} onClick={pay}>
        <CreditCard aria-hidden />
        {t('pay')}
      </Button>
      <p className="text-center text-xs text-soft">{t('note')}</p>
    </div>
  );
}

/** Whether the person closed the window. Toss rejects with this code where the window is a frame of this page. */
function isUserCancel(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'USER_CANCEL';
}

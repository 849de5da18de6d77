'use client';

import { BellRing, Info, Smartphone } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { OTHER_ACCOUNT_STATUS } from '@/components/action/send-change';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Skeleton } from '@/components/ui/skeleton';
import { toast } from '@/components/ui/toaster';
import { type PushState, readPushState, sendTestPush, turnPushOff, turnPushOn } from './push-state';

type Task = 'on' | 'off' | 'test';

/** Web Push in this browser: turned on, turned off, tested, or the reason why it is unavailable. */
export function PushControl({ publicKey }: { publicKey: string }) {
  const t = useTranslations('notifications.push');
  const [state, setState] = useState<PushState | null>(null);
  const [task, setTask] = useState<Task | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const pressed = useRef(false);

  useEffect(() => {
    let here = true;
    readPushState(publicKey).then(
      (now) => here && setState(now),
      () => here && setState('unsupported'),
    );
    return () => {
      here = false;
    };
  }, [publicKey]);

  // The pressed button disappears with its state; the focus moves to the next control.
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each change of the state
  useEffect(() => {
    if (pressed.current && document.activeElement === document.body) box.current?.focus();
  }, [state]);

  async function run(next: Task, work: () => Promise<void>) {
    setTask(next);
    pressed.current = true;
    try {
      await work();
    } catch {
      toast.error(t('failed'));
    } finally {
      setTask(null);
    }
  }

  async function turnOn() {
    const now = await turnPushOn(publicKey);
    if (now === null) toast.error(t('failed'));
    else if (now === 'dismissed') toast.warning(t('dismissed'));
    else setState(now);
    if (now === 'on') toast.success(t('turnedOn'));
  }

  async function turnOff() {
    if (!(await turnPushOff())) return;
    setState('off');
    toast.success(t('turnedOff'));
  }

  async function test() {
    const status = await sendTestPush();
    if (status === 204) toast.success(t('tested'));
    else if (status === 429) toast.error(t('testOften'));
    else if (status === 404) {
      await turnPushOff();
      setState('off');
      toast.error(t('testGone'));
    } else if (status !== OTHER_ACCOUNT_STATUS) toast.error(t('testFailed'));
  }

  function shown(): ReactNode {
    switch (state) {
      case null:
        return (
          <>
            <Skeleton className="h-11 w-full [@media(scripting:none)]:hidden" />
            <p className="hidden text-sm text-soft [@media(scripting:none)]:block">{t('noScript')}</p>
          </>
        );
      case 'on':
        return (
          <div className="flex flex-wrap items-center justify-between gap-3">
            <p className="flex items-center gap-2 font-semibold text-brand">
              <BellRing aria-hidden className="size-5 shrink-0" />
              {t('on')}
            </p>
            <div className="flex flex-wrap gap-2">
              <Button variant="outline" loading={task === 'test'} onClick={() => run('test', test)}>
                {t('test')}
              </Button>
              <Button variant="ghost" loading={task === 'off'} onClick={() => run('off', turnOff)}>
                {t('turnOff')}
              </Button>
            </div>
          </div>
        );
      case 'off':
        return (
          <div className="flex flex-col items-start gap-3">
            <p className="text-sm text-soft">{t('off')}</p>
            <Button loading={task === 'on'} onClick={() => run('on', turnOn)} className="max-md:w-full">
              <BellRing aria-hidden />
              {t('turnOn')}
            </Button>
          </div>
        );
      default:
        return (
          <Callout
            tone="amber"
            role="status"
            icon={state === 'install' ? <Smartphone aria-hidden /> : <Info aria-hidden />}
          >
            {t(state)}
          </Callout>
        );
    }
  }

  return (
    <div ref={box} tabIndex={-1} className="outline-none">
      {shown()}
    </div>
  );
}

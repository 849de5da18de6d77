'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Chip } from '@/components/ui/chip';
import { Field, FieldGroup } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Segment, Segmented } from '@/components/ui/segmented';
import { DURATIONS } from '@/lib/auctions/durations';
import { softCloseFor } from '@/lib/auctions/soft-close';
import { formatMoment } from '@/lib/format/time';
import { spanInWords } from '@/lib/format/wait';
import { useServerNow } from '@/lib/live/server-clock';
import { toKoreanInput } from './korean-time';
import { scheduleOf } from './listing-values';
import type { FormPart } from './use-listing-form';

/**
 * When the auction begins and how long it runs, by the Korean clock.
 *
 * @param hasStarted  it is already running: its start stays as it is
 */
export function ScheduleFields({
  form,
  serverTime,
  hasStarted,
}: {
  form: FormPart;
  serverTime: string;
  hasStarted: boolean;
}) {
  const t = useTranslations('sell.schedule');
  const locale = useLocale();
  const now = useServerNow(serverTime, 30_000);
  const { values, set, errorOf } = form;
  const { start, end } = scheduleOf(values, now);
  const { extendWindow, extendCap } = softCloseFor(values);
  const earliest = toKoreanInput(now);
  const moment = (ms: number) => formatMoment(ms, { now, locale });
  return (
    <div className="flex flex-col gap-5">
      {hasStarted ? null : (
        <FieldGroup label={t('start')}>
          <Segmented>
            {(['now', 'later'] as const).map((choice) => (
              <Segment
                key={choice}
                name="start"
                value={choice}
                checked={values.start === choice}
                onChange={() =>
                  set({ start: choice, startAt: values.startAt || toKoreanInput(now + 3_600_000) })
                }
              >
                {t(choice)}
              </Segment>
            ))}
          </Segmented>
          {values.start === 'later' ? (
            <Field label={t('startAt')} hideLabel error={errorOf('startTime')} className="mt-1">
              <Input
                type="datetime-local"
                min={earliest}
                value={values.startAt}
                onChange={(event) => set({ startAt: event.currentTarget.value })}
              />
            </Field>
          ) : null}
        </FieldGroup>
      )}
      <FieldGroup label={t('duration')}>
        <div className="flex flex-wrap gap-2">
          {DURATIONS.map((duration) => (
            <Chip key={duration} selected={values.duration === duration} onClick={() => set({ duration })}>
              {t(`durations.${duration}`)}
            </Chip>
          ))}
          <Chip
            selected={values.duration === 'exact'}
            onClick={() =>
              set({ duration: 'exact', endAt: values.endAt || (end === null ? '' : toKoreanInput(end)) })
            }
          >
            {t('exact')}
          </Chip>
        </div>
        {values.duration === 'exact' ? (
          <Field label={t('endAt')} hideLabel error={errorOf('endTime')} className="mt-1">
            <Input
              type="datetime-local"
              min={earliest}
              value={values.endAt}
              onChange={(event) => set({ endAt: event.currentTarget.value })}
            />
          </Field>
        ) : (
          <Fault>{errorOf('endTime')}</Fault>
        )}
      </FieldGroup>
      <p className="text-sm text-soft">
        {start !== null && end !== null
          ? t(values.start === 'now' || hasStarted ? 'summaryNow' : 'summary', {
              start: moment(start),
              end: moment(end),
            })
          : t('clock')}{' '}
        {t('softClose', {
          window: spanInWords(extendWindow, locale),
          cap: spanInWords(extendCap, locale),
        })}
      </p>
    </div>
  );
}

/** The fault of a choice that has no control of its own to carry it. */
function Fault({ children }: { children: string | undefined }) {
  return children ? (
    <p data-fault tabIndex={-1} className="text-sm font-medium text-live-deep">
      {children}
    </p>
  ) : null;
}

import { useLocale } from 'next-intl';
import { formatDateTime, toIso } from '@/lib/format/time';

/** A moment with its date and time, as the operators' tables show it. */
export function DateTime({ at }: { at: Date }) {
  const locale = useLocale();
  return (
    <time dateTime={toIso(at)} className="num">
      {formatDateTime(at, locale)}
    </time>
  );
}

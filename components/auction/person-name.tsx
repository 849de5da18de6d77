import { useTranslations } from 'next-intl';
import { personNumber } from '@/lib/format/person-name';
import type { Person } from '@/lib/realtime/protocol';

/** A person under the masked name, with the number that tells them from others of that name. */
export function PersonName({ person }: { person: Person }) {
  const t = useTranslations('common');
  const number = personNumber(person);
  return (
    <>
      <bdi translate="no">{person.name}</bdi>{' '}
      <span aria-hidden className="num text-xs font-normal text-soft">
        #{number}
      </span>
      <span className="sr-only">{t('personNumber', { number })}</span>
    </>
  );
}

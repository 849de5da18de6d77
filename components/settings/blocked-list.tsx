import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type CommandAction, CommandForm } from '@/components/action/command-form';
import { Avatar } from '@/components/ui/avatar';
import { SubmitButton } from '@/components/ui/submit-button';
import type { BlockedPerson } from '@/lib/blocks/list';
import { formatDate, toIso } from '@/lib/format/time';

/** The people whom the viewer has blocked, each with a button that unblocks them. */
export function BlockedList({ people, unblock }: { people: BlockedPerson[]; unblock: CommandAction }) {
  const t = useTranslations('settings.blocks');
  if (people.length === 0) return <p className="text-sm text-soft">{t('empty')}</p>;
  return (
    <ul>
      {people.map((person) => (
        <li
          key={person.key}
          className="flex items-center gap-3 border-b border-line py-3 first:pt-0 last:border-b-0 last:pb-0"
        >
          <Avatar name={person.name} />
          <div className="min-w-0 flex-1">
            <p className="font-semibold">{person.name}</p>
            {person.metAt ? (
              <Link
                href={`/auctions/${person.metAt.auctionId}`}
                className="block truncate text-sm text-soft underline underline-offset-4"
              >
                {t('metAt', { title: person.metAt.title })}
              </Link>
            ) : null}
            <time dateTime={toIso(person.createdAt)} className="num block text-xs text-soft">
              {t('since', { date: formatDate(person.createdAt) })}
            </time>
          </div>
          <CommandForm action={unblock}>
            <input type="hidden" name="key" value={person.key} />
            <SubmitButton variant="outline" aria-label={t('unblockName', { name: person.name })}>
              {t('unblock')}
            </SubmitButton>
          </CommandForm>
        </li>
      ))}
    </ul>
  );
}

import { useTranslations } from 'next-intl';
import { Callout } from '@/components/ui/callout';

/** Pictures and a live preview need a script; whoever has none is told before they write. */
export function NoScriptCallout() {
  const t = useTranslations('sell');
  return (
    <noscript>
      <Callout tone="amber" className="mb-4">
        {t('noScript')}
      </Callout>
    </noscript>
  );
}

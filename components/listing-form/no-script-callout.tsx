import { useTranslations } from 'next-intl';
import { Callout } from '@/components/ui/callout';

/** Pictures and a live preview need a script; a person without one is told before they begin to write. */
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

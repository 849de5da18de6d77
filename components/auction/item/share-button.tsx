'use client';

import { Share2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { IconButton } from '@/components/ui/icon-button';
import { toast } from '@/components/ui/toaster';

/** Shares the page's address: by the device's own sheet if it has one, otherwise by the clipboard. */
export function ShareButton({ title }: { title: string }) {
  const t = useTranslations('auction.share');

  async function share() {
    const url = location.origin + location.pathname;
    try {
      if ('share' in navigator) {
        await navigator.share({ title, url });
        return;
      }
      await copy(url);
      toast.success(t('copied'));
    } catch (error) {
      // To close the sheet is no fault.
      if (!(error instanceof DOMException && error.name === 'AbortError')) toast.error(t('failed', { url }));
    }
  }

  return (
    <IconButton
      label={t('label')}
      variant="floating"
      onClick={share}
      className="[@media(scripting:none)]:hidden"
    >
      <Share2 aria-hidden strokeWidth={1.8} />
    </IconButton>
  );
}

async function copy(text: string): Promise<void> {
  // Only pages over TLS or of this machine may use the clipboard.
  if (!('clipboard' in navigator)) throw new Error('no clipboard');
  await navigator.clipboard.writeText(text);
}

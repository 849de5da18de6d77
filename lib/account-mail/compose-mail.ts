import { createTranslator } from 'next-intl';
import type { Locale } from '@/lib/i18n/locale';
import { loadMessages } from '@/lib/i18n/messages';
import { business } from '@/lib/legal/business';
import { linkTo, type OutgoingMail } from '@/lib/notifications/send-mail';

export type AccountMail = {
  id: string;
  kind: 'CONFIRM_EMAIL' | 'EMAIL_CHANGED';
  address: string;
  newAddress: string | null;
  attempts: number;
  locale: Locale;
  /** Of the link that confirms the address. */
  secret: string;
};

/**
 * A mail about an account, in the language of its person. It contains no text of theirs, not even the name: it may go to the
 * address of a stranger.
 */
export async function composeMail({
  id,
  kind,
  address,
  newAddress,
  locale,
  secret,
}: AccountMail): Promise<OutgoingMail> {
  const messages = await loadMessages(locale);
  const t = createTranslator({ locale, messages, namespace: 'accountMail' });
  const shared = { messageId: `account-${id}`, to: address, locale };
  if (kind === 'CONFIRM_EMAIL') {
    const link = linkTo(`/confirm-email?token=${secret}`);
    return {
      ...shared,
      subject: t('confirm.subject'),
      paragraphs: [t('confirm.body'), link, t('confirm.notYou')],
    };
  }
  const contact = business()?.email;
  return {
    ...shared,
    subject: t('changed.subject'),
    paragraphs: [
      t('changed.body', { address: newAddress ?? '' }),
      t('changed.notYou'),
      linkTo('/settings#password'),
      contact ? t('changed.contact', { contact }) : t('changed.contactSite'),
    ],
  };
}

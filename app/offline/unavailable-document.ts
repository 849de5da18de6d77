import { createTranslator } from 'next-intl';
import type { Locale } from '@/lib/i18n/locale';
import { loadMessages } from '@/lib/i18n/messages';
import { THEME_STYLE } from './offline-document';

/** The page that replaces every other while the database is away. It needs no other file and no script. */
export async function unavailableDocument(locale: Locale): Promise<string> {
  const t = createTranslator({ locale, messages: await loadMessages(locale), namespace: 'unavailable' });
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="robots" content="noindex">
<title>${t('title')}</title>
<style>${THEME_STYLE}</style>
</head>
<body>
<header>NeighborBid</header>
<main>
<section><h1>${t('title')}</h1><p>${t('body')}</p><p>${t('money')}</p><a href="">${t('retry')}</a></section>
</main>
<script>try { const theme = localStorage.getItem('theme'); if (theme === 'light' || theme === 'dark') document.documentElement.classList.add(theme) } catch {}</script>
</body>
</html>
`;
}

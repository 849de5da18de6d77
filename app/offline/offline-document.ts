import { LOCALE_COOKIE, type Locale } from '@/lib/i18n/locale';

export type OfflineWords = { locale: Locale; title: string; body: string; money: string; retry: string };

export const THEME_STYLE = `
:root { color-scheme: light dark; --paper: light-dark(#fbfaf7, #121412); --sunken: light-dark(#f3f1ea, #232723);
  --ink: light-dark(#17201b, #f1f3ef); --soft: light-dark(#5c6661, #a5afa9); --brand: light-dark(#0e6b4f, #4cc79b);
  --brand-ink: light-dark(#fff, #06251a) }
.light { color-scheme: light }
.dark { color-scheme: dark }
* { box-sizing: border-box; margin: 0 }
body { min-height: 100dvh; display: flex; flex-direction: column; background: var(--paper); color: var(--ink);
  font: 16px/1.5 "Pretendard Variable", Pretendard, system-ui, -apple-system, "Apple SD Gothic Neo", "Noto Sans KR", "Malgun Gothic", sans-serif;
  letter-spacing: -0.01em; word-break: keep-all; overflow-wrap: anywhere }
header { display: flex; align-items: center; gap: 8px; padding: 14px 24px; font-size: 18px; font-weight: 750; letter-spacing: -0.03em }
main { flex: 1; display: flex; flex-direction: column; align-items: center; justify-content: center; padding: 24px 16px 96px; text-align: center }
.mark { display: grid; place-items: center; width: 80px; height: 80px; margin-bottom: 24px; border-radius: 50%; background: var(--sunken); color: var(--soft) }
section { max-width: 400px }
section + section { margin-top: 40px }
[data-only=ko] section[lang=en], [data-only=en] section[lang=ko] { display: none }
h1 { font-size: 28px; line-height: 1.2; letter-spacing: -0.03em; text-wrap: balance }
p { margin-top: 12px; color: var(--soft) }
a { display: inline-flex; align-items: center; min-height: 52px; margin-top: 28px; padding: 0 24px; border-radius: 12px;
  background: var(--brand); color: var(--brand-ink); font-weight: 750; text-decoration: none }
:focus-visible { outline: 2px solid var(--brand); outline-offset: 2px }`;

/**
 * As in the rest of the product: the language chosen earlier, otherwise English only if the browser ranks it above
 * Korean; the chosen theme (components/shell/theme.ts). The page reloads by itself when the network is back.
 */
const SCRIPT = `
const root = document.documentElement;
const chosen = document.cookie.match(/(?:^|; )${LOCALE_COOKIE}=(ko|en)/)?.[1];
const locale = chosen ?? navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag === 'ko' || tag === 'en') ?? 'ko';
root.lang = root.dataset.only = locale;
document.title = document.querySelector('section[lang=' + locale + '] h1').textContent;
try { const theme = localStorage.getItem('theme'); if (theme === 'light' || theme === 'dark') root.classList.add(theme) } catch {}
const goOn = () => location.pathname === '/offline' ? location.assign('/') : location.reload();
for (const link of document.querySelectorAll('a')) link.addEventListener('click', (event) => { event.preventDefault(); goOn() });
addEventListener('online', goOn);`;

/** A whole document that needs no other file. Without a script it shows all languages. */
export function offlineDocument(words: readonly OfflineWords[]): string {
  const sections = words.map(
    ({ locale, title, body, money, retry }) =>
      `<section lang="${locale}"><h1>${title}</h1><p>${body}</p><p>${money}</p><a href="/">${retry}</a></section>`,
  );
  return `<!doctype html>
<html lang="ko">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="theme-color" content="#fbfaf7" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#121412" media="(prefers-color-scheme: dark)">
<title>NeighborBid</title>
<style>${THEME_STYLE}</style>
</head>
<body>
<header>
<svg viewBox="0 0 28 28" width="28" height="28" aria-hidden="true"><path d="M4 12.5 14 4l10 8.5V22a3 3 0 0 1-3 3H7a3 3 0 0 1-3-3Z" fill="var(--brand)"/><path d="M9 19.5 13 15l3 2.5 4-5" fill="none" stroke="var(--brand-ink)" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/></svg>
NeighborBid
</header>
<main>
<span class="mark" aria-hidden="true"><svg viewBox="0 0 24 24" width="36" height="36" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d="M12 20h.01M8.5 16.4a5 5 0 0 1 7 0M5 12.9a10 10 0 0 1 5.2-2.7M19 12.9a10 10 0 0 0-2-1.5M2 8.8a15 15 0 0 1 4.2-2.6M22 8.8a15 15 0 0 0-11.3-3.8M2 2l20 20"/></svg></span>
${sections.join('\n')}
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

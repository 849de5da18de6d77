import 'pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css';
import './globals.css';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale, getMessages, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { preload } from 'react-dom';
import { logoutAction } from '@/app/(account)/actions';
import { setLocaleAction } from '@/app/actions/locale';
import { PageMadeFor } from '@/components/action/made-for-field';
import { OtherAccountListener } from '@/components/action/other-account-listener';
import { WatchAfterLogin } from '@/components/auction/watch-after-login';
import { ServiceWorker } from '@/components/offline/service-worker';
import { BottomTabs } from '@/components/shell/bottom-tabs';
import { FirstScript } from '@/components/shell/first-script';
import { Footer } from '@/components/shell/footer';
import { Header } from '@/components/shell/header';
import { KeepPlace } from '@/components/shell/keep-place';
import { PageContent } from '@/components/shell/page-content';
import { PageTimeScript } from '@/components/shell/page-time-script';
import { SuspendedBar } from '@/components/shell/suspended-bar';
import { Toaster } from '@/components/ui/toaster';
import { madeForAttribute } from '@/lib/accounts/made-for';
import { shellViewer } from '@/lib/accounts/shell-viewer';
import { env } from '@/lib/env';
import { firstFonts } from '@/lib/fonts/first-fonts';
import { askedOrigin } from '@/lib/http/asked-origin';
import { clientMessages } from '@/lib/i18n/messages';
import { business } from '@/lib/legal/business';
import { realtimeUrl } from '@/lib/realtime/public-url';
import { PAGE_SKELETONS } from './page-skeletons';

const actions = { setLocale: setLocaleAction, logout: logoutAction };

export async function generateMetadata(): Promise<Metadata> {
  const [t, locale, requestHeaders] = await Promise.all([getTranslations('shell'), getLocale(), headers()]);
  const site = env().APP_URL ?? askedOrigin(requestHeaders);
  const name = t('brand');
  return {
    title: { default: name, template: `%s · ${name}` },
    description: t('description'),
    applicationName: name,
    metadataBase: site === null ? null : new URL(site),
    openGraph: { siteName: name, type: 'website', locale: locale === 'ko' ? 'ko_KR' : 'en_US' },
    appleWebApp: { title: name, statusBarStyle: 'default' },
    formatDetection: { telephone: false, date: false, address: false, email: false },
  };
}

export const viewport: Viewport = {
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfaf7' },
    { media: '(prefers-color-scheme: dark)', color: '#121412' },
  ],
};

/** The shell of all pages. A page brings its own `h1` and its own column (`container-page`). */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, messages, t, viewer] = await Promise.all([
    getLocale(),
    getMessages(),
    getTranslations('common'),
    shellViewer(),
  ]);
  for (const font of firstFonts())
    preload(font, { as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' });
  return (
    // A script sets the theme's class before hydration; the two may differ here and only here.
    <html lang={locale} suppressHydrationWarning {...madeForAttribute(viewer?.id ?? null)}>
      <body className="flex flex-col">
        <FirstScript />
        <PageTimeScript />
        <NextIntlClientProvider messages={clientMessages(messages)}>
          <PageMadeFor viewerId={viewer?.id ?? null}>
            <a
              href="#content"
              className="sr-only rounded-md bg-ink font-bold text-paper focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:px-4 focus:py-3"
            >
              {t('skipToContent')}
            </a>
            <Header viewer={viewer} actions={actions} socketUrl={realtimeUrl(await headers())} />
            {viewer?.suspended ? <SuspendedBar /> : null}
            <PageContent skeletons={PAGE_SKELETONS}>{children}</PageContent>
            <Footer demoMode={env().DEMO_MODE} business={business()} actions={actions} />
            <BottomTabs />
            <KeepPlace />
            <Toaster />
            <OtherAccountListener />
            <WatchAfterLogin loggedIn={viewer !== null} />
            <ServiceWorker loggedIn={viewer !== null} />
          </PageMadeFor>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}

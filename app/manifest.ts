import type { MetadataRoute } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';

/**
 * What a phone needs to put the market on its home screen. A manifest is requested without cookies, so its language is
 * the browser's.
 */
export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const t = await getTranslations('shell');
  const icon = (name: string, size: number, purpose?: 'maskable' | 'monochrome') => ({
    src: `/icons/${name}.png`,
    sizes: `${size}x${size}`,
    type: 'image/png',
    ...(purpose && { purpose }),
  });
  const shortcut = (url: string, name: string) => ({ name, url, icons: [icon('192', 192)] });
  return {
    id: '/',
    name: t('brand'),
    short_name: t('brand'),
    description: t('description'),
    lang: await getLocale(),
    dir: 'ltr',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#fbfaf7',
    theme_color: '#fbfaf7',
    categories: ['shopping', 'lifestyle'],
    icons: [
      icon('192', 192),
      icon('512', 512),
      icon('maskable-192', 192, 'maskable'),
      icon('maskable-512', 512, 'maskable'),
      icon('badge', 96, 'monochrome'),
    ],
    shortcuts: [
      shortcut('/auctions?kind=national', t('nav.live')),
      shortcut('/me', t('nav.myBids')),
      shortcut('/notifications', t('nav.notifications')),
      shortcut('/auctions/new', t('nav.sell')),
    ],
  };
}

import path from 'node:path';
import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';
import { brotliHeaders, brotliRewrites, compressStatic } from '@/lib/http/brotli';

const withNextIntl = createNextIntlPlugin({
  requestConfig: './lib/i18n/request.ts',
  experimental: {
    // The build parses the messages; therefore no browser has to load the parser (10 KB compressed).
    messages: { path: './messages', format: 'json', locales: ['ko', 'en'], precompile: true },
  },
});

const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  // form-action is left open on purpose: a login form may be redirected to Kakao, Naver or Google.
  { key: 'Content-Security-Policy', value: "frame-ancestors 'none'; base-uri 'self'; object-src 'none'" },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  {
    key: 'Permissions-Policy',
    value: 'camera=(self), geolocation=(self), microphone=(), payment=(), usb=(), browsing-topics=()',
  },
];

/** With hot reload nothing is compressed in advance. */
const isBuilt = process.env.NODE_ENV === 'production';

const nextConfig: NextConfig = {
  distDir: process.env.NEXT_DIST_DIR || '.next',
  // `npm test` checks the types, those of tests too; a start on a fresh machine need not wait for that again.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  compress: true,
  reactStrictMode: true,
  // Native binaries and packages that look for their own files at run time cannot be bundled.
  serverExternalPackages: ['sharp', 'pg', '@node-rs/argon2', 'ioredis', 'pino'],
  // Every picture is stored in its widths at the upload (lib/auctions/images): nobody may request others.
  images: { unoptimized: true },
  experimental: {
    // One phone picture and the form around it.
    serverActions: { bodySizeLimit: '12mb' },
  },
  compiler: {
    runAfterProductionCompile: ({ projectDir, distDir }) => compressStatic(path.resolve(projectDir, distDir)),
  },
  headers: async () => [{ source: '/:path*', headers: securityHeaders }, ...(isBuilt ? brotliHeaders : [])],
  rewrites: async () => ({ beforeFiles: isBuilt ? brotliRewrites : [], afterFiles: [], fallback: [] }),
};

export default withNextIntl(nextConfig);

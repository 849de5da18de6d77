import type { DemoItem } from '@/demo/item';
import { LIVE_ELSEWHERE } from './live-elsewhere';
import { LIVE_GANGNAM } from './live-gangnam';
import { LIVE_NATIONAL } from './live-national';
import { NOT_SOLD } from './not-sold';
import { SHOWCASE_SALES } from './showcase-sales';
import { SOLD } from './sold';
import { WAITING } from './waiting';

export const DEMO_ITEMS: readonly DemoItem[] = [
  ...LIVE_NATIONAL,
  ...LIVE_GANGNAM,
  ...LIVE_ELSEWHERE,
  ...WAITING,
  ...SOLD,
  ...NOT_SOLD,
  ...SHOWCASE_SALES,
];

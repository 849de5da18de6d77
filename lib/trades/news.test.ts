import { describe, expect, it } from 'vitest';
import { sentenceFor } from '@/lib/notifications/sentence';
import { TRADE_NEWS, type TradeNews } from './news';

const params = {
  title: '원목 의자',
  amount: 43_000,
  reason: '사진으로 확인했어요',
  at: '2026-12-05T09:00:00.000Z',
};

const CASES = (Object.keys(TRADE_NEWS) as TradeNews[]).flatMap((what) =>
  (['BUYER', 'SELLER'] as const).map((role) => ({ what, role })),
);

describe.each(['ko', 'en'] as const)('in %s', (locale) => {
  it.each(CASES)('$what has a headline and a sentence for the $role', async ({ what, role }) => {
    const sentence = await sentenceFor({ kind: TRADE_NEWS[what], params: { ...params, what, role } }, locale);
    // A name that the messages do not know would leave the item's title alone.
    expect(sentence.title).not.toContain(params.title);
    expect(sentence.body).toContain(params.title);
    expect(sentence.body).toMatch(/[.]$/);
    expect(`${sentence.title} ${sentence.body}`).not.toMatch(/[{}]/);
  });
});

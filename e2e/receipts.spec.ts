import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { accessibilityFaults } from './faults';
import { asOwner, logIn, makeItem, makeSellerAndTwoBidders, post } from './people';

test('a refused bidder reads why, checks the receipt offline, and finds an attempt that was forged', async ({
  page,
  context,
  request,
}) => {
  const [seller, winner, loser] = await makeSellerAndTwoBidders(request);
  const item = await makeItem(request, seller, { isNational: false });
  const bids = `/api/v1/auctions/${item.id}/bids`;
  await post(request, bids, { amount: 12_000 }, winner.token);
  const refused = await request.post(bids, {
    data: { amount: 12_000 },
    headers: { authorization: `Bearer ${loser.token}` },
  });
  const { attemptId } = await refused.json();

  await logIn(page, loser, `/auctions/${item.id}`);
  await page.getByRole('link', { name: '내 입찰 시도' }).click();
  await page.getByRole('link', { name: '입찰 12,000원' }).click();
  await expect(page).toHaveURL(`/receipts/${attemptId}`);
  await expect(page.getByRole('heading', { name: '현재가 12,000원이라 1,000원이 모자랐어요' })).toBeVisible();
  await expect(page.getByText('서명이 맞아요')).toBeVisible();
  expect(await accessibilityFaults(page)).toEqual([]);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '영수증 파일 저장' }).click(),
  ]);
  const receipt = readFileSync(await download.path(), 'utf8');

  await page.getByRole('link', { name: '영수증 확인하기' }).click();
  await expect(page).toHaveURL('/verify');
  await expect(page.getByRole('button', { name: '확인하기' })).toBeVisible();
  await context.setOffline(true);
  await page.getByLabel('파일 고르기').setInputFiles(await download.path());
  await expect(page.getByText('진짜 영수증이에요')).toBeVisible();
  await page.getByLabel('영수증 파일의 내용').fill(receipt.replace('"amount":12000', '"amount":13000'));
  await page.getByRole('button', { name: '확인하기' }).click();
  await expect(page.getByText('고쳐진 영수증이에요')).toBeVisible();
  await context.setOffline(false);

  await post(request, `/api/v1/auctions/${item.id}/close`, {}, seller.token);
  await page.goto(`/auctions/${item.id}`);
  await page.getByRole('link', { name: '내 브라우저로 다시 계산하기' }).click();
  await expect(page.getByText('3개의 결정이 모두 일치해요 ✓')).toBeVisible();
  const forge = (code: string) =>
    asOwner(`UPDATE attempts SET code = '${code}' WHERE auction_id = ${item.id} AND seq = 2`);
  await forge('AUCTION_ENDED');
  await page.getByRole('button', { name: '다시 계산하기' }).click();
  await expect(page.getByText('2번째 시도가 맞지 않아요')).toBeVisible();
  await expect(page.getByText('BID_TOO_LOW')).toBeVisible();
  expect(await accessibilityFaults(page)).toEqual([]);
  await forge('BID_TOO_LOW');
});

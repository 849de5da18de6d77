import { expect, type Page, test } from '@playwright/test';
import { isolated } from '@/lib/i18n/isolate';
import { scriptGate, slowDown } from './hydration';
import { makeItem, makeSomeone } from './people';

/** More items than one page of the list shows. */
const ITEMS = 27;

test('a buyer finds an item by place, misspelt words, price and order, and comes back to the same place in the list', async ({
  page,
  request,
  browser,
}) => {
  const seller = await makeSomeone(request);
  const tag = Date.now().toString(36);
  for (let n = 1; n <= ITEMS; n += 1) {
    await makeItem(request, seller, {
      title: `나이키 스니커즈 ${tag} ${n}호`,
      isNational: n % 9 === 0,
      startPrice: 1_000 * n,
    });
  }
  const isPhone = (page.viewportSize()?.width ?? 0) < 768;

  await page.goto('/auctions');
  await page.getByRole('searchbox', { name: '물건 검색' }).fill(`스니커스 ${tag}`);
  await page.keyboard.press('Enter');
  await expect(
    page.getByText(`‘${isolated(`스니커스 ${tag}`)}’에 꼭 맞는 물건이 없어 비슷한 말로 찾았어요`),
  ).toBeVisible();
  await expect(page.getByText(`물건 ${ITEMS}개`, { exact: true })).toBeVisible();

  if (isPhone) await page.getByRole('button', { name: /^필터/ }).click();
  await expect(page.getByRole('checkbox', { name: `중고 A급 ${ITEMS}` })).toBeVisible();
  const place = page.getByRole('combobox', { name: '지역 이름으로 찾기' });
  await place.fill('강남 역삼1');
  await page.getByRole('option', { name: '서울특별시 강남구 역삼1동' }).click();
  await expect(page).toHaveURL(/region=1168064000/);
  await expect(page.getByLabel('읍/면/동', { exact: true })).toHaveValue('1168064000');
  await page.getByLabel('최소 가격').fill('2000');
  await page.getByLabel('최소 가격').press('Enter');
  await expect(page).toHaveURL(/minPrice=2000/);
  if (isPhone) {
    await page.getByRole('button', { name: `물건 ${ITEMS - 1}개 보기` }).click();
    await page
      .getByRole('navigation', { name: '카테고리' })
      .getByRole('link', { name: new RegExp(`가구/인테리어 ${ITEMS - 1}`) })
      .click();
  } else {
    await page
      .getByRole('combobox', { name: '카테고리', exact: true })
      .selectOption({ label: `${isolated(`${isolated('가구/인테리어')} 전체`)} (${ITEMS - 1})` });
  }
  await expect(page).toHaveURL(/category=furniture-interior/);
  const sorts = page.getByRole('navigation', { name: '정렬' });
  await expect(sorts.getByRole('link', { name: '가까운순' })).toBeVisible();
  await sorts.getByRole('link', { name: '낮은 가격순' }).click();
  await expect(page).toHaveURL(/sort=price_asc/);
  const titles = page.getByRole('region', { name: '검색 결과' }).getByRole('heading', { level: 2 });
  await expect(titles.first()).toHaveText(`나이키 스니커즈 ${tag} 2호`);
  const address = page.url();

  await page.getByRole('link', { name: '더 보기' }).click();
  await expect(titles).toHaveCount(ITEMS - 1);
  const last = page.getByRole('link', { name: `나이키 스니커즈 ${tag} ${ITEMS}호` });
  await last.click();
  await expect(page).toHaveURL(/\/auctions\/\d+$/);
  await page.goBack();
  await expectToBeBack(page, address, tag);

  // It is the same after the whole page was left.
  await page.goto('/credits');
  await page.goBack();
  await expectToBeBack(page, address, tag);

  const plain = await browser.newContext({ javaScriptEnabled: false, locale: 'ko-KR' });
  const still = await plain.newPage();
  await still.goto(address);
  await still.getByRole('link', { name: '더 보기' }).click();
  await expect(still.getByRole('link', { name: `나이키 스니커즈 ${tag} ${ITEMS}호` })).toBeVisible();
  await plain.close();
});

test('a choice that is made while the page hydrates stays, and takes effect', { tag: '@desktop' }, async ({
  page,
}) => {
  test.slow();
  await slowDown(page, 4);
  const gate = await scriptGate(page);
  const used = page.getByRole('checkbox', { name: /^중고 A급/ });
  const category = page.getByRole('combobox', { name: '카테고리', exact: true });
  const lowest = page.getByLabel('최소 가격');

  gate.close();
  await page.goto('/auctions?region=1168000000&utm_source=somewhere', { waitUntil: 'commit' });
  await used.check();
  await category.selectOption('furniture-interior');
  await page.getByLabel('시/도', { exact: true }).selectOption({ label: '부산광역시' });
  await lowest.fill('1.5만');
  await lowest.blur();
  gate.open();
  await expect(page).toHaveURL(
    /\/auctions\?region=2600000000&category=furniture-interior&minPrice=15000&condition=USED_A$/,
  );
  await expect(used).toBeChecked();
  await expect(category).toHaveValue('furniture-interior');
  await expect(lowest).toHaveValue('15,000');

  for (const frames of [0, 3, 9]) {
    await page.goto('/auctions', { waitUntil: 'commit' });
    await used.waitFor();
    await page.evaluate(async (count) => {
      for (let frame = 0; frame < count; frame += 1) await new Promise(requestAnimationFrame);
    }, frames);
    await used.check();
    await expect(page, `${frames} frames late`).toHaveURL(/\/auctions\?condition=USED_A$/);
    await expect(used).toBeChecked();
  }

  // No choice was made: the address stays the same, also after a reload and on the way back.
  await page.goto('/auctions?minPrice=1.5만&utm_source=somewhere');
  await expect(lowest).toHaveValue('15,000');
  await page.getByRole('button', { name: /검색/ }).first().waitFor();
  await page.reload();
  await page.goto('/credits');
  await page.goBack();
  await used.uncheck({ trial: true });
  await expect(page).toHaveURL(/utm_source=somewhere$/);
});

async function expectToBeBack(page: Page, address: string, tag: string): Promise<void> {
  await expect(page).toHaveURL(address);
  await expect(page.getByRole('link', { name: `나이키 스니커즈 ${tag} ${ITEMS}호` })).toBeInViewport();
}

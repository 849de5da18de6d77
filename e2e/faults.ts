import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * The faults that axe finds on the page in its present state, one line for each element.
 *
 * Motion is turned off and running animations are waited for: half faded in, every text is too pale.
 *
 * @param rules  of axe, if not all of them are checked
 */
export async function accessibilityFaults(page: Page, rules: string[] = []): Promise<string[]> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        (motion) => motion.playState !== 'running' || motion.effect?.getTiming().iterations === Infinity,
      ),
  );
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  if (rules.length > 0) axe.withRules(rules);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
}

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
  // Without `preload`, axe would load every style sheet again, for rules about media that no page of ours has. A long table
  // repeats itself: its first rows stand for all.
  const axe = new AxeBuilder({ page })
    .setLegacyMode()
    .exclude('tbody > tr:nth-child(n + 13)')
    .options({ resultTypes: ['violations'], preload: false });
  if (rules.length > 0) axe.withRules(rules);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
}

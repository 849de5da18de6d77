import { useLazyComponent } from '@/components/ui/use-lazy-component';
import { useBidForm } from './bid-form-provider';

const loadStop = () => import('./stop-auto-bid').then((module) => module.StopAutoBid);

/**
 * The place of the button that stops the viewer's automatic bid, there while that bid can still answer. Few people see it;
 * therefore the button is fetched only then. Without a script, setting the maximum to the price does the same.
 */
export function StopPlace({ firstKey }: { firstKey: string }) {
  const { ownMaximum } = useBidForm().box;
  const StopAutoBid = useLazyComponent(loadStop, { wanted: ownMaximum !== null });
  if (ownMaximum === null) return null;
  return (
    <div className="min-h-12 [@media(scripting:none)]:hidden">
      {StopAutoBid ? <StopAutoBid ownMaximum={ownMaximum} firstKey={firstKey} /> : null}
    </div>
  );
}

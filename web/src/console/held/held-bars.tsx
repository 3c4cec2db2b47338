import { useState } from 'preact/hooks';
import { ToastBar } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import { heldWords, useEndHeld, useHeldActs } from './use-held.ts';
import type { HeldAct } from './waiting.ts';

/** Offers to take back what is held, or to do it at once: each for its ten seconds, whatever else is said meanwhile, and after a reload as well. */
export function HeldBars({ leadId }: { readonly leadId?: string }) {
  const acts = useHeldActs(leadId);
  return (
    <>
      {acts.map((act) => (
        <HeldBar key={act.heldActId} act={act} />
      ))}
    </>
  );
}

function HeldBar({ act }: { readonly act: HeldAct }) {
  const texts = useTexts();
  const end = useEndHeld();
  const [isBusy, setBusy] = useState(false);
  const answer = (how: 'done' | 'takenBack') => {
    if (isBusy) return;
    setBusy(true);
    void end(act, how).finally(() => setBusy(false));
  };
  return <ToastBar text={heldWords(act, texts)} undo={() => answer('takenBack')} hasten={() => answer('done')} isBusy={isBusy} />;
}

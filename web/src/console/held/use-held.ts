import type { HeldActView } from '../../../../api/held/held-act-view.ts';
import type { holdActRoute } from '../../../../api/held/hold-act.ts';
import type { RequestOf } from '../api/index.ts';
import { type ActHeaders, useApp, useHeard, useSay, useWhyNot } from '../app/index.ts';
import { useTexts } from '../texts/index.ts';
import { holdAct, performHeldAct, takeBackHeldAct } from './routes.ts';
import { heldOffers } from './waiting.ts';

type How = 'done' | 'takenBack';

interface Holding {
  readonly leadId: string;
  readonly act: RequestOf<typeof holdActRoute>['body']['act'];
  readonly headers: ActHeaders;
  /** What is said of it. */
  readonly said: string;
  /** Hears that it was done at once, or taken back. */
  readonly onEnd: (how: How) => void;
}

/**
 * Does what cannot be undone: the server holds it for ten seconds, in which it is taken back or done at once; whoever closes the page has done it.
 * Throws as `ask` does where it is refused.
 */
export function useHold(): (holding: Holding) => Promise<HeldActView> {
  const { ask } = useApp();
  const { parts: words } = useTexts();
  const say = useSay();
  const whyNot = useWhyNot();
  return async ({ leadId, act, headers, said, onEnd }) => {
    const { body: held } = await ask(holdAct, { params: { leadId }, headers, body: { act } });
    const params = { leadId: held.leadId, heldActId: held.heldActId };
    const end = async (how: How) => {
      const request = { params, headers: { 'Idempotency-Key': crypto.randomUUID() } };
      try {
        await (how === 'done' ? ask(performHeldAct, request) : ask(takeBackHeldAct, request));
        say({ text: how === 'done' ? said : words.takenBack });
        onEnd(how);
      } catch (error) {
        // What is not taken back is performed; whoever wants it back may try again.
        say({ text: whyNot(error, words.notTakenBack), ...(how === 'takenBack' ? answers : {}) });
      }
    };
    const answers = { undo: () => void end('takenBack'), hasten: () => void end('done') };
    say({ text: said, ...answers });
    return held;
  };
}

/** Names the offers that were declined here a moment ago. */
export function useHeldOffers(): ReadonlySet<string> {
  const { nowMs } = useApp();
  useHeard(heldOffers.onChange);
  return heldOffers.at(nowMs());
}

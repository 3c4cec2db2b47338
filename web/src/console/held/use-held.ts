import { useEffect, useState } from 'preact/hooks';
import type { HeldActView } from '../../../../api/held/held-act-view.ts';
import type { holdActRoute } from '../../../../api/held/hold-act.ts';
import { ProblemError, type RequestOf } from '../api/index.ts';
import { type ActHeaders, storeOfDevice, useApp, useHeard, useSay, useWhyNot } from '../app/index.ts';
import { type Texts, useTexts } from '../texts/index.ts';
import { holdAct, performHeldAct, takeBackHeldAct } from './routes.ts';
import { createHeldActs, type HeldAct, heldName } from './waiting.ts';

export type How = 'done' | 'takenBack';

interface Holding {
  readonly leadId: string;
  readonly act: RequestOf<typeof holdActRoute>['body']['act'];
  readonly headers: ActHeaders;
  /** Of a decline what was declined, as `offerName` names it. */
  readonly offer?: string;
  /** Hears that it was done at once, or taken back, while the page is there. @default - lists and pages follow by themselves */
  readonly onEnd?: (how: How) => void;
}

const heldActs = createHeldActs(storeOfDevice());
const endings = new Map<string, (how: How) => void>();

/** Hears also what another tab of the device does. */
function onChange(listener: () => void): () => void {
  const unhear = heldActs.onChange(listener);
  const hear = ({ key }: StorageEvent) => (key === heldName || key === null) && listener();
  window.addEventListener('storage', hear);
  return () => {
    unhear();
    window.removeEventListener('storage', hear);
  };
}

/** What is said of an act while it is held, and once it is done. */
export const heldWords = ({ is }: Pick<HeldAct, 'is'>, { decline, lead }: Texts): string =>
  is === 'decline' ? decline.declined : lead.consentSaid.refused;

/**
 * Does what cannot be undone: the server holds it for ten seconds, in which it is taken back or done at once; whoever closes the page has done it.
 * Throws as `ask` does where it is refused.
 */
export function useHold(): (holding: Holding) => Promise<HeldActView> {
  const { ask, me } = useApp();
  return async ({ leadId, act, headers, offer, onEnd }) => {
    const { body: held } = await ask(holdAct, { params: { leadId }, headers, body: { act } });
    if (onEnd) endings.set(held.heldActId, onEnd);
    const untilMs = Date.parse(held.until);
    heldActs.add({
      heldActId: held.heldActId,
      leadId: held.leadId,
      is: held.is,
      ...(offer ? { offer } : {}),
      userId: me.userId,
      untilMs,
    });
    return held;
  };
}

/** Ends what is held: takes it back, or does it at once. */
export function useEndHeld(): (act: HeldAct, how: How) => Promise<void> {
  const { ask } = useApp();
  const texts = useTexts();
  const say = useSay();
  const whyNot = useWhyNot();
  return async (act, how) => {
    const { heldActId, leadId } = act;
    const request = { params: { leadId, heldActId }, headers: { 'Idempotency-Key': crypto.randomUUID() } };
    try {
      await (how === 'done' ? ask(performHeldAct, request) : ask(takeBackHeldAct, request));
      heldActs.end(heldActId, how);
      say({ text: how === 'done' ? heldWords(act, texts) : texts.parts.takenBack });
      endings.get(heldActId)?.(how);
    } catch (error) {
      // What the API refuses to take back is performed; whom nobody answered may try again until then.
      if (error instanceof ProblemError) heldActs.end(heldActId, 'done');
      say({ text: whyNot(error, texts.parts.notTakenBack) });
    }
  };
}

/** What may still be taken back, drawn anew when its time is over. @param leadId of one lead alone */
export function useHeldActs(leadId?: string): readonly HeldAct[] {
  const { me, nowMs } = useApp();
  const [, setDrawn] = useState(0);
  useHeard(onChange);
  const acts = heldActs.waiting(me.userId, nowMs()).filter((act) => leadId === undefined || act.leadId === leadId);
  const nextMs = acts.length === 0 ? null : Math.min(...acts.map(({ untilMs }) => untilMs));
  useEffect(() => {
    if (nextMs === null) return;
    const timer = setTimeout(() => setDrawn((count) => count + 1), Math.max(0, nextMs - nowMs()) + 50);
    return () => clearTimeout(timer);
  });
  return acts;
}

/** A list follows a change within a second or two. */
const settlesMs = 2_500;

/** Looks again when something that was held about a lead is done, taken back, or over. */
export function useHeldEnds(leadId: string, again: () => Promise<void>): void {
  const count = useHeldActs(leadId).length;
  const [before, setBefore] = useState(count);
  useEffect(() => {
    setBefore(count);
    if (count >= before) return;
    void again();
    const timer = setTimeout(() => void again(), settlesMs);
    return () => clearTimeout(timer);
  }, [count]);
}

/** Names the offers that were declined on this device a moment ago. */
export function useHeldOffers(): ReadonlySet<string> {
  const { me, nowMs } = useApp();
  useHeard(onChange);
  return heldActs.offers(me.userId, nowMs());
}

import type { HeldActView } from '../../api/held/held-act-view.ts';
import type { HeldAct } from './held-act.ts';

/** Shows a held act to who did it. */
export function heldActView({ heldActId, leadId, act, state, until }: HeldAct): HeldActView {
  return { heldActId, leadId, is: act.is, state, until };
}

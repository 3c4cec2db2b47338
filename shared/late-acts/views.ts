import type { LateActView } from '../../api/late-acts/late-act-view.ts';
import { outcomeKind } from '../call-log/outcome-config.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Both } from '../leads/event-sentence.ts';
import type { Lead } from '../leads/index.ts';
import { leadSubject } from '../platform/ids.ts';
import { repKind } from '../routing/rep-config.ts';
import type { LateAct } from './late-act.ts';

/** How the company calls what late acts tell of; all of it is in memory. */
export interface LateActNames {
  readonly rep: (repId: string) => string | null;
  readonly outcome: (id: string) => Both;
}

export async function namesOf(config: ConfigReader): Promise<LateActNames> {
  const [reps, outcomes] = await Promise.all([config.current(repKind), config.current(outcomeKind)]);
  return {
    rep: (repId) => reps.documents.get(repId)?.name ?? null,
    outcome: (id) => outcomes.documents.get(id)?.name ?? { vi: id, en: id },
  };
}

/** A late act as the contract shows it to whoever answers for its lead. */
export function lateActView(late: LateAct, lead: Pick<Lead, 'leadId' | 'fullName' | 'owner'>, names: LateActNames): LateActView {
  const { lateActId, by, repId, notedAt, keptAt, act, state, decidedAt = null, decidedBy = null, madeId = null } = late;
  const call = act.is === 'call' ? act : null;
  const subject = call?.subject ?? leadSubject;
  return {
    lateActId,
    leadId: lead.leadId,
    fullName: lead.fullName,
    is: act.is,
    by,
    repName: names.rep(repId),
    notedAt,
    keptAt,
    why: whyKept(late, lead, names),
    outcome: call ? names.outcome(call.outcome) : null,
    calledAt: call?.at ?? null,
    callbackAt: call?.callbackAt ?? null,
    note: act.is === 'note' ? act.text : (act.note ?? null),
    opportunityId: subject === leadSubject ? null : subject,
    state,
    decidedAt,
    decidedBy,
    madeId,
  };
}

/** The lead had gone to somebody else when it came; who that is now is what matters to whoever decides. */
function whyKept({ repId }: LateAct, { owner }: Pick<Lead, 'owner'>, names: LateActNames): Both {
  const who = names.rep(repId) ?? repId;
  const now = owner === null ? null : (names.rep(owner.repId) ?? owner.repId);
  const en = now === null ? 'nobody has it now' : `${now} has it now`;
  const vi = now === null ? 'hiện chưa có ai phụ trách' : `nay do ${now} phụ trách`;
  return {
    vi: `Khi máy của ${who} có mạng lại, khách không còn do ${who} phụ trách; ${vi}.`,
    en: `When ${who} had a network again, the lead was no longer theirs; ${en}.`,
  };
}

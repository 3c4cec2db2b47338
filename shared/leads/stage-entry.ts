import { isDeepStrictEqual } from 'node:util';
import { type Actor, handoverFlagged, stageChanged } from '../../events/index.ts';
import { secondsMs } from '../platform/clock.ts';
import { leadSubject } from '../platform/ids.ts';
import { draftEntry, type EntryDraft, type LeadDraft } from './draft.ts';
import { type EvidencePart, type LeadEvidence, noEvidence } from './evidence.ts';
import type { Lead, LeadOwner, MoveReason, Stage, StageReason } from './record.ts';
import { movedTo, stepsOf } from './rules-steps.ts';

/** A lead's way to another stage, as its history tells it. */
interface ToldMove {
  readonly to: Stage;
  readonly reason: StageReason;
  readonly rulesVersion: number | null;
  readonly because: MoveReason | null;
  /** The evidence that a retraction took back. */
  readonly takenBack?: readonly EvidencePart[];
}

/** Drafts the entry of a move, with what is known of the lead and how long it was at the stage that it leaves. */
export function stageEntry(lead: Lead, { to, reason, rulesVersion, because, takenBack = [] }: ToldMove, at: Date): EntryDraft {
  const { stage: from } = lead;
  return draftEntry(stageChanged, {
    from,
    to,
    reason,
    evidence: toldEvidence(lead),
    rulesVersion,
    because,
    ...(takenBack.length > 0 ? { takenBack: [...takenBack] } : {}),
    secondsInStage: secondsInStage(lead, at),
  });
}

/** What a person bought is no evidence for which a rep was given them: the rep had them before. */
const stagesOfPurchases: readonly Stage[] = ['customer', 'repeat'];

/** Evidence that somebody took back, and the stages of a lead that rested on it. */
interface Retraction {
  readonly lost: readonly Stage[];
  readonly takenBack: readonly EvidencePart[];
  readonly actor: Pick<Actor, 'kind'>;
}

/**
 * Drafts what warns a rep who has a lead for evidence that was taken back; none where nobody has it, and none for orders alone.
 * @param lead still at the stage that it loses
 */
export function flagEntries(lead: Pick<Lead, 'owner' | 'moved'>, { lost, takenBack, actor }: Retraction): EntryDraft[] {
  const { owner } = lead;
  if (!owner || lost.every((stage) => stagesOfPurchases.includes(stage))) return [];
  // What a colleague takes back is what colleagues wrote down: after the hand-over that is the work with the lead, and no reason for it.
  if (actor.kind === 'user' && hadLeadBefore(owner, lead)) return [];
  return [draftEntry(handoverFlagged, { subject: leadSubject, repId: owner.repId, takenBack: [...takenBack] })];
}

/** Tells whether a rep had a lead before it came to its stage. A stage to which it fell back had been reached nobody knows when. */
function hadLeadBefore({ since }: LeadOwner, { moved }: Pick<Lead, 'moved'>): boolean {
  return moved !== undefined && moved.by !== 'retraction' && since < moved.at;
}

/** Names what is known; both levels always, because every lead has them. */
function toldEvidence({
  evidence: { temperature, fit, ...others },
}: Lead): Pick<LeadEvidence, 'temperature' | 'fit'> & Partial<LeadEvidence> {
  const nothing = new Map<string, unknown>(Object.entries(noEvidence));
  const known = Object.entries(others).filter(([name, value]) => !isDeepStrictEqual(value, nothing.get(name)));
  return { temperature, fit, ...Object.fromEntries(known) };
}

/** Drafts what a person's decision about the stage makes of a lead. */
export function movedByPerson(lead: Lead, to: Stage, because: MoveReason, at: Date): LeadDraft {
  return {
    fields: { stage: to, moved: movedTo(to, 'person', stepsOf(lead), at) },
    entries: [stageEntry(lead, { to, reason: 'person', rulesVersion: null, because }, at)],
  };
}

/** Drafts what a recount by rules that were published makes of a lead. */
export function movedByRules(lead: Lead, to: Stage, rulesVersion: number, at: Date): LeadDraft {
  return {
    fields: { stage: to, moved: movedTo(to, 'rules', stepsOf(lead), at) },
    entries: [stageEntry(lead, { to, reason: 'rules', rulesVersion, because: null }, at)],
  };
}

/** Returns how long a lead has been at its stage. */
function secondsInStage({ moved, createdAt }: Pick<Lead, 'moved' | 'createdAt'>, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - Date.parse(moved?.at ?? createdAt)) / secondsMs));
}

import { readCompany } from '../company/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { readLead, zoneOf } from '../leads/index.ts';
import type { Following, FollowParts, MailEnd, MailWait } from '../mail/index.ts';
import { type TemplateConfig, templateKind } from '../mail-templates/template-config.ts';
import {
  type Advanced,
  afterMail,
  beginningToldBy,
  type Enrolment,
  end as endOf,
  endToldBy,
  followedSequence,
  moveEnrolment,
  onlyRefusedLeft,
  type Refusal,
  readEnrolment,
  type SequenceConfig,
  type StepPlace,
  stepOf,
  wantsNoneOf,
  workTimer,
} from '../sequences/index.ts';

/** Reasons that end the run: whoever has all facts before them decides and tells so. */
const ending = new Set(['goal', 'exit']);

const withoutWords = { before: [], after: [] };
const nothing: Following = { writes: [], ...withoutWords };

/**
 * Returns the writes that move a run on from its mail, with the timer of where it rests next; nothing where it is elsewhere already. Where the run
 * is to end, or its sequence is gone, `work` is asked. A run stays where it is whose mail waits; that it began is told by then.
 */
export async function followRun(
  place: StepPlace,
  end: MailEnd | MailWait,
  { table, config, plannedFor, now }: FollowParts,
): Promise<Following> {
  const before = await readEnrolment(table, place.leadId, place.sequenceId);
  if (before?.state !== 'active' || before.run !== place.run || before.stepId !== place.stepId) return nothing;
  if (end.kind === 'waits') return before.untold ? movedTo(before, { after: before, timer: null }) : nothing;
  const sequence = await followedSequence(before, config);
  if (!sequence || (end.kind === 'skipped' && ending.has(end.why))) return { writes: [workTimer(before, now)], ...withoutWords };
  const refused = end.kind === 'skipped' ? await refusalBy(end.why, before, sequence, config) : null;
  if (refused && onlyRefusedLeft(sequence, before, ({ template }) => refused.templates.get(template), refused.what)) {
    return movedTo(before, endOf(before, 'optOut', now));
  }
  const [lead, company] = await Promise.all([readLead(table, place.leadId), readCompany(config)]);
  if (!lead) return nothing;
  const timeZone = zoneOf(lead, company.timeZone);
  const plannedAt = plannedFor ?? new Date(before.dueAt ?? now);
  const outcome = end.kind === 'sent' ? 'sent' : 'skipped';
  const moved = afterMail(before, sequence, { stepId: place.stepId, outcome, plannedAt }, { at: now, timeZone });
  if (moved.after === before) return { writes: [workTimer(before, now)], ...withoutWords };
  const isOver = moved.after.state === 'active' && (await wantsNoneOf(sequence, moved.after, lead, config));
  return movedTo(before, isOver ? endOf(moved.after, 'optOut', now) : moved);
}

const movedTo = (before: Enrolment, moved: Pick<Advanced, 'after' | 'timer'>): Following => ({
  writes: moveEnrolment(before, moved),
  before: beginningToldBy(before, moved.after),
  after: endToldBy(before, moved.after),
});

/** What was refused that a mail was skipped for; null where it was skipped for something else. */
async function refusalBy(
  why: string,
  { stepId }: Enrolment,
  sequence: SequenceConfig,
  config: ConfigReader,
): Promise<{ readonly what: Refusal; readonly templates: ReadonlyMap<string, TemplateConfig> } | null> {
  if (why !== 'refusedAll' && why !== 'refusedTopic') return null;
  const templates = (await config.current(templateKind)).documents;
  if (why === 'refusedAll') return { what: 'all', templates };
  const step = stepOf(sequence, stepId);
  const topic = step?.do === 'mail' ? templates.get(step.template)?.topic : undefined;
  return topic === undefined ? null : { what: { topics: [topic] }, templates };
}

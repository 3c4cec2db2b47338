import type { Actor } from '../../events/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { changeLead, type Lead, noteOnLead, readLead } from '../leads/index.ts';
import { lifecycleInForce } from '../lifecycle/index.ts';
import type { Clock } from '../platform/clock.ts';
import { ConfigurationError, InvalidInputError, NotFoundError } from '../platform/errors.ts';
import { type IdSource, type LeadId, leadSubject, type RepId, type SubjectId } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { refuseOtherVersion, untilWritten } from '../platform/versioned.ts';
import { readTasks, writeTasks } from '../tasks/index.ts';
import { noteChange } from './note-said.ts';
import { type QualificationConfig, qualificationKind } from './qualification-config.ts';
import type { Qualification, Said } from './record.ts';
import { withSaid } from './rules-fold.ts';
import { levelsOfResult, type Result } from './rules-result.ts';
import { readQualification } from './store.ts';
import { tasksDone } from './tasks-done.ts';

/** A colleague says what a lead is like. */
export interface QualifyAsked {
  readonly leadId: LeadId;
  /** Whether it was heard in a call. */
  readonly kind: 'call' | 'person';
  readonly result: Result;
  /** The version of the lead that the colleague saw; undefined: none was named. */
  readonly seenVersion: number | undefined;
  /** What of the lead the colleague has: tasks about it end. @default - the lead itself */
  readonly subjects?: readonly SubjectId[] | undefined;
  /** The rep who says it; a qualification that was handed to them ends, whatever it is about. @default - no rep */
  readonly repId?: RepId | undefined;
  /** Who may do so is for the caller to know. */
  readonly actor: Actor;
  /** The request that says it. */
  readonly correlationId: string;
  /** Returns further writes for the same transaction. */
  readonly along: (qualified: Qualified) => readonly WriteItem[];
}

/** A lead with what is known of its qualification. */
export interface Qualified {
  readonly lead: Lead;
  readonly qualification: Qualification;
}

export interface QualifyParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId'>;
}

/** Reads what the company asks to qualify a lead. @throws ConfigurationError when nothing is published */
export async function questionsInForce(config: ConfigReader): Promise<{ readonly version: number; readonly rules: QualificationConfig }> {
  const { version, documents } = await config.current(qualificationKind);
  const rules = documents.get('qualification');
  if (!rules) throw new ConfigurationError('the configuration has no questions; publish the kind `qualification`');
  return { version, rules };
}

/**
 * Notes what a colleague heard of a lead; a stage that follows is reached, and the tasks that asked for it end, in the same transaction.
 * @throws NotFoundError; PreconditionFailedError when the lead is another than the colleague saw; InvalidInputError for a result that
 * says nothing or answers what is not asked
 */
export function qualifyLead(asked: QualifyAsked, parts: QualifyParts): Promise<Qualified> {
  return untilWritten(() => qualifyOnce(asked, parts));
}

async function qualifyOnce(asked: QualifyAsked, { table, config, clock, ids }: QualifyParts): Promise<Qualified> {
  const { kind, seenVersion, subjects = [leadSubject], repId = null, actor, correlationId, along } = asked;
  const [lead, questions, rules] = await Promise.all([
    readLead(table, asked.leadId, { consistent: true }),
    questionsInForce(config),
    lifecycleInForce(config),
  ]);
  if (!lead) throw new NotFoundError('no such lead');
  refuseOtherVersion('lead', lead, seenVersion);
  const [before, tasks] = await Promise.all([readQualification(table, lead.leadId, { consistent: true }), readTasks(table, lead)]);
  const at = clock();
  const said = saidBy(asked, at, questions.rules);
  const qualification = withSaid(before, said);
  const isTakenBack = Object.values(said).some(({ level }) => level === 'unknown');
  const noted = noteChange(before, qualification, { kind, said, rulesVersion: questions.version, isTakenBack });
  const done = tasksDone(tasks, kind, { subjects, repId }, at);
  const entries = [...noted.entries, ...done.entries];
  const act = { at, actor, cause: { correlationId, causationId: correlationId } };
  const evidence = { ...lead.evidence, qualification: noted.letters };
  const { after, writes } =
    noted.letters === lead.evidence.qualification
      ? { after: lead, ...noteOnLead(lead, entries, act, ids) }
      : changeLead({ ...act, before: lead, rules, ids, draft: () => ({ fields: { evidence }, entries, takenBack: noted.takenBack }) });
  const qualified = { lead: after, qualification };
  await table.transact([...writes, ...noted.writes, ...writeTasks(done.changes, at), ...along(qualified)]);
  return qualified;
}

function saidBy({ kind, result, actor, correlationId }: QualifyAsked, at: Date, rules: QualificationConfig): Said {
  const levels = levelsOfResult(result, rules);
  if (levels.size === 0) {
    throw new InvalidInputError('The result says nothing.', [{ path: 'answers', message: 'answer a question, or name a factor' }]);
  }
  const evidence = { kind, at: at.toISOString(), by: actor.id, ref: correlationId };
  return Object.fromEntries([...levels].map(([factor, level]) => [factor, { ...evidence, level }]));
}

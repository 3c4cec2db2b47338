import type { ConfigReader } from '../config/index.ts';
import { type Lead, parseTimelineEntries, zoneOf } from '../leads/index.ts';
import { isoTime } from '../platform/clock.ts';
import { keys } from '../platform/keys.ts';
import { queryAll, type Table } from '../platform/table.ts';
import { besideRules, gatherFacts, needsOf } from '../segments/index.ts';
import type { Enrolment } from './enrolment.ts';
import type { SeenEvent, Situation } from './machine.ts';
import { momentsAsked, readMoments } from './read-moments.ts';
import { awaitedIn } from './rules-awaited.ts';
import { rulesOf } from './rules-faults.ts';
import type { SequenceConfig } from './sequence-config.ts';

/**
 * Reads what the next step of a lead is decided by, as it stands now: of what lies beside its record no more than the rules of the sequence ask
 * for, and of its history only where an event is waited for. @throws CorruptItemError
 * @param enrolment null for whoever is about to be put in
 */
export async function gatherSituation(
  {
    lead,
    sequence,
    enrolment,
    at,
  }: { readonly lead: Lead; readonly sequence: SequenceConfig; readonly enrolment: Enrolment | null; readonly at: Date },
  { table, config }: { readonly table: Pick<Table, 'get' | 'query'>; readonly config: ConfigReader },
): Promise<Situation> {
  const needs = needsOf(rulesOf(sequence).map(({ rule }) => rule));
  const beside = await besideRules(config);
  const [facts, moments, seen] = await Promise.all([
    gatherFacts(table, lead, { needs, ...beside }),
    readMoments(lead, momentsAsked([{ sequence, enrolment }]), beside.timeZone, { table, config }),
    enrolment ? readAwaited(table, lead, enrolment, sequence) : [],
  ]);
  return { facts, seen, moments, timeZone: zoneOf(lead, facts.timeZone), at };
}

/** Reads the entries of a lead's history that the waits of a run may be over by. */
export async function readAwaited(
  table: Pick<Table, 'query'>,
  { leadId }: Lead,
  enrolment: Enrolment,
  sequence: SequenceConfig,
): Promise<SeenEvent[]> {
  const awaited = awaitedIn(enrolment, sequence);
  if (!awaited) return [];
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
    ExpressionAttributeValues: {
      ':pk': keys.leadPk(leadId),
      ':from': `${keys.timelinePrefix}${isoTime(awaited.from)}`,
      // Sorts behind every moment.
      ':to': `${keys.timelinePrefix}~`,
    },
    ConsistentRead: true,
  });
  const entries = items.flatMap(parseTimelineEntries).filter(({ type }) => awaited.types.has(type));
  return entries.map(({ id, type, at, data }) => ({ entryId: id, type, at: new Date(at), data }));
}

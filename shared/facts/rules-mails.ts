import { mailBounced, mailFailed, mailSent, sequenceEnded, sequenceEnrolled } from '../../events/index.ts';
import type { FactTrial, Moment, SequenceRun } from './fact.ts';
import type { RecordItems } from './person-items.ts';
import { byMoment, toldBy } from './rules-told.ts';

/** Lists the runs of a person through sequences, with what became of the mails of each. */
export function sequencesOf(records: readonly RecordItems[]): SequenceRun[] {
  return byMoment(records.flatMap(runsIn), ({ from }) => from);
}

function runsIn(record: RecordItems): SequenceRun[] {
  const ends = toldBy(record, sequenceEnded);
  const runs = toldBy(record, sequenceEnrolled).map(({ at, data: { sequenceId, run } }) => {
    const end = ends.find(({ data }) => data.sequenceId === sequenceId && data.run === run);
    return { sequenceId, from: at, to: end?.at ?? null, end: end ? String(end.data.reason) : null };
  });
  const sent = toldBy(record, mailSent);
  const bounced = toldBy(record, mailBounced);
  const failed = toldBy(record, mailFailed);
  const doneWith = new Map(record.engagements.map((mail) => [String(mail.mailId), mail]));
  // A mail that is sent once the run is over is the last of that run.
  const isOf = ({ sequenceId, from }: (typeof runs)[number], of: string | undefined, at: Moment) =>
    of === sequenceId && from <= at && !runs.some((later) => later.sequenceId === of && later.from > from && later.from <= at);
  return runs.map((run) => {
    const own = sent.filter(({ at, data }) => data.audience === 'lead' && isOf(run, data.sequenceId, at));
    const ids = new Set(own.map(({ data }) => data.mailId));
    const did = (action: 'open' | 'click') =>
      [...ids].filter((id) => doneWith.get(id)?.engagements.some((one) => one.action === action && one.grade === 'human')).length;
    return {
      ...run,
      mails: {
        sent: ids.size,
        bounced: new Set(bounced.flatMap(({ data }) => (ids.has(data.mailId) && data.feedback !== 'complaint' ? [data.mailId] : []))).size,
        opened: did('open'),
        clicked: did('click'),
        refused: failed.filter(({ at, data }) => data.audience === 'lead' && isOf(run, data.sequenceId, at)).length,
      },
    };
  });
}

/** Lists the mails of experiments that were sent to a person. */
export function trialsOf(records: readonly RecordItems[]): FactTrial[] {
  const sent = new Map(
    records.flatMap((record) =>
      toldBy(record, mailSent).flatMap(({ at, data: { mailId, experiment } }): [string, FactTrial][] =>
        // A mail that is told of twice is one mail.
        experiment === undefined || !isArm(experiment.arm) ? [] : [[mailId, { experimentId: experiment.id, arm: experiment.arm, at }]],
      ),
    ),
  );
  return byMoment([...sent.values()], ({ at }) => at);
}

const isArm = (arm: unknown): arm is FactTrial['arm'] => arm === 'a' || arm === 'b';

/** Finds when the first notice of the lead was handed to SES, alone or with others. */
export function notifiedAt(records: readonly RecordItems[]): Moment | null {
  const moments = records.flatMap((record) =>
    toldBy(record, mailSent).flatMap(({ at, data }) => (data.kind === 'assignedNotice' && isOfLead(data.subject) ? [at] : [])),
  );
  return moments.length === 0 ? null : Math.min(...moments);
}

const isOfLead = (subject: string | undefined): boolean => subject === undefined || subject === 'lead';

/** Tells whether a mailbox of the person turned out to take no mail. */
export function hasBounced(records: readonly RecordItems[]): boolean {
  return records.some((record) => toldBy(record, mailBounced).some(({ data }) => data.feedback === 'permanentBounce'));
}

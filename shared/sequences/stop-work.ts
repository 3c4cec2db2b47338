import { readLeadItself } from '../leads/index.ts';
import { UnavailableError } from '../platform/errors.ts';
import { untilWritten } from '../platform/versioned.ts';
import { defineWork } from '../work/index.ts';
import { readEnrolment, readEnrolments } from './enrolment-store.ts';
import { byMachine, moveRun } from './move-run.ts';
import { end } from './rules-advance.ts';
import { isStoppedByReply } from './rules-replied.ts';
import { followedSequence, sequencesInForce } from './sequences-in-force.ts';
import { stopRequest } from './stop-request.ts';

/** Ends the runs of a lead that would go on writing to a person who answered. Safe to repeat. */
export const stopRunsByReplyWork = defineWork({
  kind: 'stopRunsByReply' satisfies typeof stopRequest.kind,
  schema: stopRequest.schema,
  async run({ leadId, entryId, repliedAt, version }, parts) {
    const { version: known } = await sequencesInForce(parts.config);
    if (known < version) throw new UnavailableError('sequences that a lead is in are not in force here yet');
    const lead = await readLeadItself(parts.table, leadId, { consistent: true });
    if (!lead) return;
    const running = (await readEnrolments(parts.table, leadId)).filter(({ state }) => state === 'active');
    for (const { sequenceId, run } of running) {
      await untilWritten(async () => {
        const before = await readEnrolment(parts.table, leadId, sequenceId);
        if (before?.run !== run || !isStoppedByReply(await followedSequence(before, parts.config), before, new Date(repliedAt))) return;
        const at = parts.clock();
        const advanced = { ...end(before, 'replied', at), effects: [] };
        await moveRun({ lead, before, advanced, at, actor: byMachine, causeId: entryId }, parts);
        parts.log.info('run of a sequence ended by a reply', { leadId, sequenceId, run });
      });
    }
  },
});

import { leadersOf } from '../access/index.ts';
import { userKind } from '../access/user-config.ts';
import { readLead } from '../leads/index.ts';
import { mailRequest } from '../mail-requests/index.ts';
import { escalateRequest, escalationAt, putEscalation, readAssignment } from '../routing/index.ts';
import { isUntouched, readTasks } from '../tasks/index.ts';
import { defineWork } from '../work/index.ts';

/**
 * Has the leaders of a pool told, once for each rep who gets a lead, that nobody has reached out to it; where a pool has none, those who administer. Does nothing once somebody has, or it is
 * somebody else's. Where the rep has more time by the hours as they are now, it is looked at again when that is over.
 */
export const escalateWork = defineWork({
  kind: 'escalate' satisfies typeof escalateRequest.kind,
  schema: escalateRequest.schema,
  async run(request, { config, table, clock, queues, log }) {
    const { leadId, subject, repId, since } = request;
    const assignment = await readAssignment(table, leadId, subject);
    if (assignment?.state !== 'owned' || assignment.repId !== repId || assignment.since !== since) return;
    // Whole: of a lead that is part of another by now, somebody may have called that one.
    const lead = await readLead(table, leadId);
    if (!lead || !isUntouched(await readTasks(table, lead), subject)) return;
    const { poolId } = assignment;
    const dueAt = await escalationAt({ repId, since, poolId }, config);
    if (dueAt === null) return;
    if (dueAt > clock()) {
      await table.put(putEscalation(request, dueAt).Put);
      return;
    }
    const { documents } = await config.current(userKind);
    const told = leadersOf([...documents.values()], poolId);
    if (told.length === 0) log.warn('nobody to tell that a lead is not called', { leadId, poolId });
    await queues.notice.sendAll(
      told.map(({ id: userId }) => ({ body: mailRequest('escalationNotice', leadId, { subject, repId, since, userId }) })),
    );
  },
});

import { defineWork } from '../work/index.ts';
import { askForOwner, comeBack } from './come-back.ts';
import { comeBackRequest } from './come-back-request.ts';

/** Brings a lead back that became warm or did something, and asks its pool for an owner where it has none. */
export const comeBackWork = defineWork({
  kind: 'comeBack' satisfies typeof comeBackRequest.kind,
  schema: comeBackRequest.schema,
  async run({ leadId, by, at }, parts) {
    const correlationId = `status/${by}/${at}`;
    const lead = await comeBack({ leadId, by, at, actor: { kind: 'system', id: 'status' }, correlationId }, parts);
    // Also where the lead came back by an earlier try that ended before it asked.
    if (lead?.status === 'active') await askForOwner(lead, correlationId, parts.queues.assign);
  },
});

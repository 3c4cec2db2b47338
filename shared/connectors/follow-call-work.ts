import { z } from 'zod';
import { type Call, CallEnded, forgetAnswer, readCall } from '../calls/index.ts';
import { SourceId } from '../platform/ids.ts';
import { ConditionFailedError } from '../platform/table.ts';
import { defineWork, type WorkParts } from '../work/index.ts';
import { followLead } from './follow-lead.ts';
import { followForms, followLeadsOfForm } from './meta/follow-look.ts';
import { metaFormLeadsCall, metaFormsCall, metaLeadCall } from './meta/graph.ts';
import type { platformCallEnded } from './platform-request.ts';
import { tikTokLeadCall } from './tiktok/business-api.ts';
import { zaloPeopleCall, zaloPersonCall, zaloRefreshCall } from './zalo/api.ts';
import { followPeople, followPerson } from './zalo/follow-people.ts';
import { followTokens } from './zalo/refresh-tokens.ts';

/** What every call to a platform says of itself beside its request. */
const About = z.looseObject({ connectorId: SourceId });

/** Goes on with what a platform answered to a call of one kind; safe to repeat. */
type Follow = (call: Call, connectorId: SourceId, parts: WorkParts) => Promise<void>;

const follows: Readonly<Record<string, Follow>> = {
  [metaLeadCall.kind]: followLead,
  [tikTokLeadCall.kind]: followLead,
  [metaFormsCall.kind]: followForms,
  [metaFormLeadsCall.kind]: followLeadsOfForm,
  [zaloRefreshCall.kind]: followTokens,
  [zaloPeopleCall.kind]: followPeople,
  [zaloPersonCall.kind]: followPerson,
};

/** Goes on with what platforms answer: fills in the deliveries that only named somebody, and keeps what no delivery told of. */
export const followPlatformCallWork = defineWork({
  kind: 'followPlatformCall' satisfies typeof platformCallEnded.kind,
  schema: CallEnded,
  async run({ callId }, parts) {
    const call = await readCall(parts.table, callId);
    const connectorId = About.safeParse(call?.about).data?.connectorId;
    const follow = follows[call?.kind ?? ''];
    if (!call || call.state === 'waiting' || connectorId === undefined || !follow) return;
    // Taken before: what it said is with the people whom it is about.
    if (call.state === 'done' && call.answer === null) return;
    await follow(call, connectorId, parts);
    if (call.answer !== null) await forget(call, parts);
  },
});

async function forget(call: Call, { table }: WorkParts): Promise<void> {
  try {
    await table.put(forgetAnswer(call).Put);
  } catch (error) {
    // Somebody else took it at the same time, and it is gone.
    if (!(error instanceof ConditionFailedError)) throw error;
  }
}

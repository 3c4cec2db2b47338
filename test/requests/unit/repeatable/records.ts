import type { Context } from 'aws-lambda';
import { createHandler as createChanger } from '../../../../functions/change-leads/app.ts';
import { silentLog } from '../../../../shared/platform/logging.ts';
import { readProposals } from '../../../../shared/proposals/index.ts';
import { heldIdOf } from '../../../../shared/quarantine/rules-held-id.ts';
import { postFromDevice } from '../../../support/lead-world/with-device.ts';
import { createWorld } from '../../../support/lead-world/world.ts';
import { answerOf, changeBy, changeLeadBy, eventOf, onlyLeadOf, type Repeatable, toldOf, withLead } from './ask.ts';

/** A lead is taken off one of two devices. */
async function unlinkDevice(): Promise<Repeatable> {
  const world = createWorld();
  await postFromDevice(world, { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com' });
  const { leadId } = onlyLeadOf(world);
  world.sent.score.length = 0;
  return {
    world,
    ask: changeBy(world, 'DELETE /v1/leads/{leadId}/visitors/{visitorId}', (isOther) => ({
      path: { leadId, visitorId: isOther ? 'visitor-2' : 'visitor-1' },
    })),
    made: () => ({ ...toldOf(world, 'visitor.unlinked')(), messages: world.sent.score.length }),
  };
}

/** A post comes out of quarantine, or is rejected. */
const decideHeld = (what: 'release' | 'reject') => async (): Promise<Repeatable> => {
  const world = createWorld();
  const fields = { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com' };
  const sender = { honeypotFilled: true, token: 'absent', addressHash: 'a', agentHash: 'b' } as const;
  const ref = world.post(fields, { sender });
  await world.takeIn(ref);
  return {
    world,
    ask: changeBy(world, `POST /v1/quarantine/{heldId}/${what}`, (isOther) => ({
      path: { heldId: heldIdOf(isOther ? world.post(fields) : ref) },
    })),
    made: () => ({ changes: world.itemsOf('OUTCOME').filter(({ decision }) => decision !== undefined).length, messages: 0 }),
  };
};

const moveStage = changeLeadBy('stage', 'lead.stage_changed', (isOther) => ({
  body: { stage: isOther ? 'customer' : 'sql', reason: 'spoke' },
}));

const setStatus = changeLeadBy('status', 'lead.status_changed', (isOther) => ({
  body: { status: 'disqualified', reason: isOther ? 'spam' : 'wrongNumber' },
}));

const sayConsent = changeLeadBy('consent', 'lead.consent_changed', (isOther) => ({
  body: { purpose: 'newsletter', granted: false, how: isOther ? 'email' : 'phone', at: '2026-11-22T03:00:00.000Z' },
}));

/** What a call brought, of the lead as it was seen: said again it is news, but of another version. */
const qualify = changeLeadBy('qualification', 'lead.qualified', (isOther, { version }) => ({
  ifMatch: `"${version}"`,
  body: { factors: { need: isOther ? 'no' : 'yes' } },
}));

/** A proposal is decided about. */
const decideProposal = (word: 'accept' | 'drop') => async (): Promise<Repeatable> => {
  const { world, lead } = await withLead({ phone: '0912345678' });
  await world.takeIn(world.post({ email: 'huong@example.com', phone: '0987654321' }));
  const { leadId } = lead;
  const { open } = await readProposals(world.table, leadId);
  return {
    world,
    ask: changeBy(world, `POST /v1/leads/{leadId}/proposals/{proposalId}/${word}`, (isOther) => ({
      path: { leadId, proposalId: isOther ? 'no-such-proposal' : (open[0]?.proposalId ?? '') },
    })),
    made: toldOf(world, 'lead.proposal_accepted', 'lead.proposal_dropped'),
  };
};

/** Somebody types a person in; without a key, one who comes again is a new entry of a known person. */
async function enterLead(): Promise<Repeatable> {
  const world = createWorld();
  let asked = 0;
  const ask: Repeatable['ask'] = async ({ what, ...more } = {}, table = world.table) => {
    asked += 1;
    const event = eventOf('POST /v1/leads', {}, more);
    const body = JSON.stringify({ fullName: 'Nguyễn Thị Hường', phone: what === 'other' ? '0987654321' : '0912345678' });
    const requestContext = { ...event.requestContext, requestId: `request-${asked}` };
    return answerOf(await createChanger({ ...world.parts, table }, silentLog)({ ...event, requestContext, body }, {} as Context));
  };
  return {
    world,
    isNewEachTime: true,
    isKeyKept: true,
    ask,
    made: () => ({ changes: world.itemsOf(' OUTCOME').length, messages: world.sent.assign.length }),
  };
}

/** Somebody asks whether a person is known, which is counted. */
async function checkLead(): Promise<Repeatable> {
  const { world } = await withLead({ phone: '0912345678' });
  return {
    world,
    isNewEachTime: true,
    ask: changeBy(world, 'POST /v1/leads/check', (isOther) => ({ path: {}, body: { phone: isOther ? '0987654321' : '0912345678' } })),
    made: () => ({ changes: world.itemsOf('CHECKS#').reduce((sum, { version }) => sum + Number(version), 0), messages: 0 }),
  };
}

/** A colleague notes something of a person. */
async function setProfile(): Promise<Repeatable> {
  const { world, lead } = await withLead();
  const ask = changeBy(world, 'PATCH /v1/leads/{leadId}/profile', (isOther) => ({
    path: { leadId: lead.leadId },
    ifMatch: '"0"',
    body: { readiness: isOther ? 'later' : 'now' },
  }));
  return { world, ask, made: toldOf(world, 'lead.updated') };
}

/** A colleague changes what a record holds, as they saw it. */
async function editLead(): Promise<Repeatable> {
  const { world, lead } = await withLead();
  return {
    world,
    ask: changeBy(world, 'PATCH /v1/leads/{leadId}', (isOther) => ({
      path: { leadId: lead.leadId },
      ifMatch: `"${lead.version}"`,
      body: { title: isOther ? 'Giám đốc' : 'Kế toán trưởng' },
    })),
    made: toldOf(world, 'lead.updated'),
  };
}

/** A tag is put on a lead: the same one again is there already. */
async function tagLead(): Promise<Repeatable> {
  const { world, lead } = await withLead();
  return {
    world,
    namesItself: true,
    ask: changeBy(world, 'POST /v1/leads/{leadId}/tags', (isOther) => ({
      path: { leadId: lead.leadId },
      body: { add: [isOther ? 'gọi lại' : 'hội chợ'] },
    })),
    made: toldOf(world, 'lead.updated'),
  };
}

/** What people say of a person. */
export const recordRoutes = {
  'POST /v1/leads': enterLead,
  'POST /v1/leads/check': checkLead,
  'PATCH /v1/leads/{leadId}': editLead,
  'POST /v1/leads/{leadId}/tags': tagLead,
  'DELETE /v1/leads/{leadId}/visitors/{visitorId}': unlinkDevice,
  'POST /v1/quarantine/{heldId}/release': decideHeld('release'),
  'POST /v1/quarantine/{heldId}/reject': decideHeld('reject'),
  'POST /v1/leads/{leadId}/stage': moveStage,
  'POST /v1/leads/{leadId}/status': setStatus,
  'POST /v1/leads/{leadId}/consent': sayConsent,
  'POST /v1/leads/{leadId}/qualification': qualify,
  'PATCH /v1/leads/{leadId}/profile': setProfile,
  'POST /v1/leads/{leadId}/proposals/{proposalId}/accept': decideProposal('accept'),
  'POST /v1/leads/{leadId}/proposals/{proposalId}/drop': decideProposal('drop'),
} as const;

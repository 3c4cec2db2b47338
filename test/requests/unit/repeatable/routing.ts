import { userKind } from '../../../../shared/access/user-config.ts';
import { daysMs } from '../../../../shared/platform/clock.ts';
import { poolKind } from '../../../../shared/routing/pool-config.ts';
import { createWorld } from '../../../support/lead-world/world.ts';
import { offerLeads } from '../../../support/offers.ts';
import { south } from '../../../support/splits.ts';
import { withTwoTeams } from '../../../support/two-teams.ts';
import { changeBy, changeLeadBy, onlyLeadOf, type Repeatable, withLead } from './ask.ts';

/** A lead that waits is given to a rep: given to the same one again, it is theirs already. */
const setOwner = changeLeadBy('owner', 'lead.assigned', (isOther) => ({
  body: { repId: 'rep-lan', reason: isOther ? 'other' : 'workload' },
}));

/** How often the history tells that something floats. */
const floatedIn = (world: Repeatable['world']) => () => ({
  changes: world.timeline().filter(({ data }) => data.reason === 'floating').length,
  messages: 0,
});

/** How often something was taken, and its pool is to book it. */
const claimsIn = (world: Repeatable['world']) => () => ({
  changes: world.timeline().filter(({ data }) => data.how === 'claim').length,
  messages: world.itemsOf('DUE#').filter(({ message }) => JSON.stringify(message).includes('"book"')).length,
});

/** A lead floats, or is taken by a rep who may take one a day. */
const float = (what: 'release' | 'claim') => async (): Promise<Repeatable> => {
  const { world, lead } = await withLead();
  const poolId = lead.routing?.poolId ?? '';
  world.config.change(poolKind, poolId, (pool) => ({ ...pool, floating: { perDay: 1 } }));
  const members = (await world.config.current(poolKind)).documents.get(poolId)?.members ?? [];
  const { documents } = await world.config.current(userKind);
  const user = [...documents.values()].find((one) => one.role === 'rep' && one.repId === members[0]?.repId)?.email ?? '';
  const asking = (route: string, leadIds: readonly string[]) =>
    changeBy(world, `POST /v1/leads/{leadId}/${route}`, (isOther) => ({
      path: { leadId: leadIds[isOther ? 1 : 0] ?? lead.leadId },
      ...(route === 'release' ? { body: { reason: isOther ? 'other' : 'workload' } } : {}),
    }));
  if (what === 'release') {
    return { world, ask: asking('release', [lead.leadId]), made: floatedIn(world) };
  }
  await world.takeIn(world.post({ fullName: 'Trần Văn Nam', email: 'nam@example.com' }));
  const leadIds = world.leads().map(({ leadId }) => leadId);
  for (const leadId of leadIds) await asking('release', [leadId])();
  const ask = asking('claim', leadIds);
  return {
    world,
    ask: (asked = {}, table = world.table) => ask({ user, ...asked }, table),
    // What they have taken stays theirs.
    namesItself: true,
    made: claimsIn(world),
  };
};

/** A need floats, or is taken. */
const floatNeed = (what: 'release' | 'claim') => async (): Promise<Repeatable> => {
  const { world, need, second } = await withTwoTeams();
  world.config.change(poolKind, 'specialists', (pool) => ({ ...pool, floating: { perDay: 5 } }));
  const unknown = `${need.opportunityId.slice(0, -1)}Z`;
  const asking = (route: string) =>
    changeBy(world, `POST /v1/opportunities/{opportunityId}/${route}`, (isOther) => ({
      path: { opportunityId: route === 'claim' && isOther ? unknown : need.opportunityId },
      ...(route === 'release' ? { body: { reason: isOther ? 'other' : 'workload' } } : {}),
    }));
  if (what === 'release') {
    return { world, ask: asking('release'), made: floatedIn(world) };
  }
  await asking('release')();
  const ask = asking('claim');
  return {
    world,
    ask: (asked = {}, table = world.table) => ask({ user: second.email, ...asked }, table),
    // What they have taken stays theirs.
    namesItself: true,
    made: claimsIn(world),
  };
};

/** A rep is switched off duty: said twice, it was said twice. */
async function switchDuty(): Promise<Repeatable> {
  const world = createWorld();
  return {
    world,
    isNewEachTime: true,
    ask: changeBy(world, 'PUT /v1/reps/{repId}/duty', (isOther) => ({ path: { repId: 'rep-lan' }, body: { on: isOther } })),
    made: () => ({ changes: world.itemsOf(' DUTY#').length, messages: 0 }),
  };
}

const leavesIn = (world: Repeatable['world']) => world.itemsOf(' LEAVE#').length;
/** Days that are to come as long as a test lasts. */
const daysToCome = (world: Repeatable['world']) =>
  [30, 32, 33].map((ahead) => new Date(world.parts.clock().getTime() + ahead * daysMs).toISOString().slice(0, 10)) as [
    string,
    string,
    string,
  ];

/** Leave is noted: said twice, it is noted as it was. */
async function planLeave(): Promise<Repeatable> {
  const world = createWorld();
  const [from, to, later] = daysToCome(world);
  const ask = changeBy(world, 'PUT /v1/reps/{repId}/leave/{from}', (isOther) => ({
    path: { repId: 'rep-lan', from },
    body: { to: isOther ? later : to },
  }));
  return { world, namesItself: true, ask, made: () => ({ changes: leavesIn(world), messages: 0 }) };
}

/** Leave that was noted is withdrawn. */
async function withdrawLeave(): Promise<Repeatable> {
  const world = createWorld();
  const [from, to] = daysToCome(world);
  await changeBy(world, 'PUT /v1/reps/{repId}/leave/{from}', () => ({ path: { repId: 'rep-lan', from }, body: { to } }))();
  const ask = changeBy(world, 'DELETE /v1/reps/{repId}/leave/{from}', (isOther) => ({
    path: { repId: 'rep-lan', from: isOther ? to : from },
  }));
  return { world, ask, made: () => ({ changes: 1 - leavesIn(world), messages: 0 }) };
}

/** Reps of a pool are switched off duty at once. */
async function switchPoolDuty(): Promise<Repeatable> {
  const world = createWorld();
  return {
    world,
    isNewEachTime: true,
    ask: changeBy(world, 'PUT /v1/pools/{poolId}/duty', (isOther) => ({
      path: { poolId: south },
      body: { reps: [{ repId: 'rep-lan', on: isOther }] },
    })),
    made: () => ({ changes: world.itemsOf(' DUTY#').length, messages: 0 }),
  };
}

/** A rep answers what is offered to them: what they have accepted stays theirs, and who declined is told so again. */
const answerOffer = (what: 'accept' | 'decline') => async (): Promise<Repeatable> => {
  const world = createWorld();
  offerLeads(world);
  await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', email: 'huong@example.com' }));
  await world.assignAll();
  const { leadId, owner } = onlyLeadOf(world);
  const { documents } = await world.config.current(userKind);
  const user = [...documents.values()].find((one) => one.role === 'rep' && one.repId === owner?.repId)?.email ?? '';
  const bodyOf = (isOther: boolean) =>
    what === 'accept' ? { ...(isOther ? { subject: 'lead' } : {}) } : { reason: isOther ? 'other' : 'noCapacity' };
  const ask = changeBy(world, `POST /v1/leads/{leadId}/${what}`, (isOther) => ({ path: { leadId }, body: bodyOf(isOther) }));
  return {
    world,
    namesItself: true,
    ask: (asked = {}, table = world.table) => ask({ user, ...asked }, table),
    made: () => ({
      changes: world.timeline().filter(({ type, data }) => (what === 'accept' ? type === 'lead.accepted' : data.because !== undefined))
        .length,
      // The timer that the change itself sets has the pool asked.
      messages: what === 'accept' ? 0 : world.itemsOf('DUE#').filter(({ message }) => JSON.stringify(message).includes('declined')).length,
    }),
  };
};

/** Who has a lead or a need, and who is there to take one. */
export const routingRoutes = {
  'POST /v1/leads/{leadId}/owner': setOwner,
  'POST /v1/leads/{leadId}/release': float('release'),
  'POST /v1/leads/{leadId}/claim': float('claim'),
  'POST /v1/opportunities/{opportunityId}/release': floatNeed('release'),
  'POST /v1/opportunities/{opportunityId}/claim': floatNeed('claim'),
  'POST /v1/leads/{leadId}/accept': answerOffer('accept'),
  'POST /v1/leads/{leadId}/decline': answerOffer('decline'),
  'PUT /v1/reps/{repId}/duty': switchDuty,
  'PUT /v1/reps/{repId}/leave/{from}': planLeave,
  'DELETE /v1/reps/{repId}/leave/{from}': withdrawLeave,
  'PUT /v1/pools/{poolId}/duty': switchPoolDuty,
} as const;

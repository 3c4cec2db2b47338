import { changeBy, type Repeatable, toldOf, withLead } from './ask.ts';

/** Two leads become one; another request names the lead itself, which is refused. */
async function mergeTwo(): Promise<Repeatable> {
  const { world, lead } = await withLead();
  await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', email: 'other@example.com' }));
  const other = world.leads().find(({ email }) => email === 'other@example.com');
  const ask = changeBy(world, 'POST /v1/leads/{leadId}/merge', (isOther) => ({
    path: { leadId: lead.leadId },
    body: { otherLeadId: isOther ? lead.leadId : other?.leadId },
  }));
  return { world, ask, made: toldOf(world, 'lead.merged'), namesItself: true };
}

/** Two leads that are one are two again; another request names the lead itself, which is refused. */
async function partTwo(): Promise<Repeatable> {
  const { world, ask: merge } = await mergeTwo();
  await merge();
  const [one, part] = [...world.leads()].sort((a) => (a.mergedInto === null ? -1 : 1));
  const ask = changeBy(world, 'POST /v1/leads/{leadId}/merge/undo', (isOther) => ({
    path: { leadId: one?.leadId ?? '' },
    body: { otherLeadId: isOther ? one?.leadId : part?.leadId },
  }));
  const made = toldOf(world, 'lead.merge_undone');
  const before = made().messages;
  return { world, ask, made: () => ({ changes: made().changes / 2, messages: made().messages - before }), namesItself: true };
}

/** A pair that may be one person is two; another request names the lead itself, which is refused. */
async function dropPair(): Promise<Repeatable> {
  const { world, lead } = await withLead({ phone: '0912 345 678' });
  await world.takeIn(world.post({ fullName: 'Lê Văn Hai', email: 'hai@example.com', phone: '0912 345 678' }));
  const other = world.leads().find(({ email }) => email === 'hai@example.com');
  const ask = changeBy(world, 'POST /v1/leads/{leadId}/merge/drop', (isOther) => ({
    path: { leadId: lead.leadId },
    body: { otherLeadId: isOther ? lead.leadId : other?.leadId },
  }));
  return { world, ask, made: toldOf(world, 'lead.merge_candidate_dropped'), namesItself: true };
}

/** Whether two leads are one person. */
export const mergeRoutes = {
  'POST /v1/leads/{leadId}/merge': mergeTwo,
  'POST /v1/leads/{leadId}/merge/undo': partTwo,
  'POST /v1/leads/{leadId}/merge/drop': dropPair,
} as const;

import type { Principal } from '../../../../shared/access/index.ts';
import { makeFirm } from '../../../../shared/firm-directory/index.ts';
import { newFirm } from '../../../../shared/firms/index.ts';
import { putFirm } from '../../../../shared/firms/store.ts';
import { createWorld, type World } from '../../../support/lead-world/world.ts';
import { changeBy, type Repeatable, toldOf, withLead } from './ask.ts';

/** A company is made known; its tax code is held then. */
async function makeCompany(): Promise<Repeatable> {
  const world = createWorld();
  const ask = changeBy(world, 'POST /v1/companies', (isOther) => ({
    path: {},
    body: { name: isOther ? 'Mộc Tâm' : 'Sông Thu', taxCode: '0101248141' },
  }));
  return { world, ask, made: () => ({ changes: world.itemsOf(' COMPANY').length, messages: 0 }) };
}

/** Somebody names a company, or says of which company a lead is. */
const changeCompany = (what: 'change' | 'set') => async (): Promise<Repeatable> => {
  const { world, lead } = await withLead();
  const at = world.parts.clock();
  const made = newFirm(world.parts.ids.companyId(at), { kind: 'user', id: 'admin' }, at.toISOString());
  await world.table.transact([putFirm(null, made)]);
  const changed = () => world.itemsOf(' COMPANY').filter(({ version }) => version !== 1).length;
  if (what === 'set') {
    const body = (isOther: boolean) => ({ companyId: isOther ? null : made.companyId });
    const ask = changeBy(world, 'PUT /v1/leads/{leadId}/company', (isOther) => ({
      path: { leadId: lead.leadId },
      ifMatch: `"${lead.version}"`,
      body: body(isOther),
    }));
    return { world, ask, made: toldOf(world, 'lead.updated') };
  }
  const ask = changeBy(world, 'PATCH /v1/companies/{companyId}', (isOther) => ({
    path: { companyId: made.companyId },
    ifMatch: '"1"',
    body: { name: isOther ? 'Mộc Tâm' : 'Sông Thu' },
  }));
  return { world, ask, made: () => ({ changes: changed(), messages: 0 }) };
};

/** Two companies become one; another request names the company itself, which is refused. */
async function mergeTwo(): Promise<Repeatable> {
  const world = createWorld();
  const at = world.parts.clock();
  const [one, other] = [1, 2].map(() => newFirm(world.parts.ids.companyId(at), { kind: 'user', id: 'admin' }, at.toISOString()));
  if (!one || !other) throw new Error('no two companies');
  await world.table.transact([putFirm(null, one), putFirm(null, other)]);
  const ask = changeBy(world, 'POST /v1/companies/{companyId}/merge', (isOther) => ({
    path: { companyId: one.companyId },
    body: { otherCompanyId: isOther ? one.companyId : other.companyId },
  }));
  return { world, ask, made: () => ({ changes: pairsIn(world, 'merged'), messages: 0 }), namesItself: true };
}

/** Two companies that are one are two again; another request names the company itself, which is refused. */
async function partTwo(): Promise<Repeatable> {
  const { world, ask: merge } = await mergeTwo();
  await merge();
  const [one, part] = world.itemsOf(' COMPANY').sort((a) => (a.mergedInto === undefined ? -1 : 1));
  const idOf = (item: Record<string, unknown> | undefined) => String(item?.pk).replace('COMPANY#', '');
  const ask = changeBy(world, 'POST /v1/companies/{companyId}/merge/undo', (isOther) => ({
    path: { companyId: idOf(one) },
    body: { otherCompanyId: idOf(isOther ? one : part) },
  }));
  return { world, ask, made: () => ({ changes: pairsIn(world, 'undone'), messages: 0 }), namesItself: true };
}

/** A pair that may be one company is two; another request names the company itself, which is refused. */
async function dropPair(): Promise<Repeatable> {
  const world = createWorld();
  const make = (domain: string) =>
    makeFirm({ name: 'Sông Thu', domains: [domain] }, { userId: 'admin' } as Principal, () => [], world.parts);
  const [one, other] = [await make('songthu.vn'), await make('songthu.com.vn')];
  const ask = changeBy(world, 'POST /v1/companies/{companyId}/merge/drop', (isOther) => ({
    path: { companyId: one.companyId },
    body: { otherCompanyId: isOther ? one.companyId : other.companyId },
  }));
  return { world, ask, made: () => ({ changes: pairsIn(world, 'dropped'), messages: 0 }), namesItself: true };
}

const pairsIn = (world: World, state: string) => world.itemsOf('COMPANY#').filter((item) => item.state === state).length;

/** Firms, and whose people they are. */
export const companyRoutes = {
  'POST /v1/companies': makeCompany,
  'PATCH /v1/companies/{companyId}': changeCompany('change'),
  'POST /v1/companies/{companyId}/merge': mergeTwo,
  'POST /v1/companies/{companyId}/merge/undo': partTwo,
  'POST /v1/companies/{companyId}/merge/drop': dropPair,
  'PUT /v1/leads/{leadId}/company': changeCompany('set'),
} as const;

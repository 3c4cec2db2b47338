import { newFirm } from '../../../../shared/firms/index.ts';
import { putFirm } from '../../../../shared/firms/store.ts';
import { createWorld } from '../../../support/lead-world/world.ts';
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

/** Firms, and whose people they are. */
export const companyRoutes = {
  'POST /v1/companies': makeCompany,
  'PATCH /v1/companies/{companyId}': changeCompany('change'),
  'PUT /v1/leads/{leadId}/company': changeCompany('set'),
} as const;

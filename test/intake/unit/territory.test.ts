import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { noFields } from '../../../shared/fields/index.ts';
import { attributesStored, storedAttributes } from '../../../shared/routing/decision-item.ts';
import { attributesOf, Decision, parseDecision } from '../../../shared/routing/index.ts';
import { type Conditions, TerritoryAttributes } from '../../../shared/routing/territory-conditions.ts';
import { TerritoryConfig, territoryKind } from '../../../shared/routing/territory-config.ts';
import { anyLead } from '../../support/lead-world/any-lead.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { runs, seed } from '../../support/seeded.ts';

const person = { fullName: 'Lê Thị Hường', email: 'huong@example.com', province: 'Bình Dương', companySize: '20-49', company: 'Minh An' };

/** The territory of whoever posts this, where the first one asks for something. */
async function routedBy(when: object, fields: Record<string, string> = {}, context: object = {}) {
  const world = createWorld();
  const [first] = (await world.config.current(territoryKind)).documents.keys();
  if (!first) throw new Error('no territories');
  world.config.change(territoryKind, first, (before) => TerritoryConfig.parse({ ...before, when }));
  const ref = world.post({ ...person, ...fields }, {});
  const utm = { source: 'facebook', medium: 'cpc', campaign: 'tet-2027' };
  const item = world.table.all().find(({ fields, context }) => fields !== undefined && context !== undefined);
  if (item) world.table.seed({ ...item, pk: String(item.pk), sk: String(item.sk), context: { ...Object(item.context), utm, ...context } });
  await world.takeIn(ref);
  await world.assignAll();
  const [lead] = world.leads();
  if (!lead) throw new Error('no lead');
  return { isFirst: lead.routing?.territoryId === first, lead, world };
}

describe('the attributes of a decision', () => {
  it('come back from the table as they were recorded, also those of a lead that is not usual', () => {
    fc.assert(
      fc.property(anyLead(), (lead) => {
        const attributes = attributesOf(lead, noFields);

        expect(TerritoryAttributes.parse(attributesStored(storedAttributes(attributes)))).toEqual(attributes);
      }),
      { numRuns: runs(300, 10_000), seed },
    );
  });

  it('are empty where an older decision did not know them', () => {
    expect(TerritoryAttributes.parse(attributesStored({ products: ['kho'] }))).toEqual(TerritoryAttributes.parse({ products: ['kho'] }));
  });
});

describe('the territory of a new lead', () => {
  it.each<[Conditions, boolean]>([
    [{ formerCodes: ['74'] }, true],
    [{ formerCodes: ['79'] }, false],
    [{ languages: ['vi'] }, true],
    [{ channels: ['form'], sources: ['*'] }, true],
    [{ utmSources: ['Facebook'], utmMediums: ['cpc'], campaigns: ['tet*'] }, true],
    [{ companies: ['minh an'] }, true],
    [{ answers: { companySize: { atLeast: 20, below: 50 } } }, true],
    [{ stages: ['customer'] }, false],
  ])('is found by %j', async (when, isFirst) => {
    expect(await routedBy(when)).toMatchObject({ isFirst });
  });

  it('is found by the temperature and the stage that the lead begins with', async () => {
    const { lead } = await routedBy({ languages: ['en'] });
    const { temperature } = lead.evidence;
    const others = (['cold', 'warm', 'hot'] as const).filter((one) => one !== temperature);

    expect(await routedBy({ temperatures: [temperature], stages: [lead.stage] })).toMatchObject({ isFirst: true });
    expect(await routedBy({ temperatures: others })).toMatchObject({ isFirst: false });
  });

  it('is recorded with everything that a territory may ask for, and a decision of before reads as one that knew less', async () => {
    const { world } = await routedBy({ formerCodes: ['74'] });
    const [item] = world.table.all().filter(({ candidates }) => candidates !== undefined);
    if (!item) throw new Error('no decision');
    const { attributes } = parseDecision(item);
    const { products = [], provinceCodes = [], macroRegions = [] } = Object(item.attributes);
    const old = parseDecision({ ...item, attributes: { products, provinceCodes, macroRegions } });

    expect(attributes).toMatchObject({
      formerCodes: ['74'],
      languages: ['vi'],
      companies: ['Minh An'],
      answers: { companySize: ['20-49'] },
    });
    expect(Object.keys(old.attributes)).toEqual(Object.keys(Decision.shape.attributes.shape));
    expect(old.attributes).toMatchObject({ provinceCodes: ['79'], formerCodes: [], answers: {} });
  });
});

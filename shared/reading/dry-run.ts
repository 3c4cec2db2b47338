import type { DryRunRequest } from '../../api/routing/dry-run.ts';
import type { DryRunView } from '../../api/routing/dry-run-view.ts';
import { type Principal, seesContactDetails } from '../access/index.ts';
import { companyKind } from '../company/company-config.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Lead } from '../leads/index.ts';
import type { Clock } from '../platform/clock.ts';
import { LeadId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { withIds } from '../products/index.ts';
import { productKind } from '../products/product-config.ts';
import { resolveRegion } from '../regions/index.ts';
import { attributesOf, pathOf, type RoutableLead, type Tried, tryLead, whyNot } from '../routing/index.ts';
import { poolKind } from '../routing/pool-config.ts';
import { repKind } from '../routing/rep-config.ts';
import { findLead } from './read-lead.ts';
import { choiceView } from './views.ts';

interface DryRunParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
}

type Given = NonNullable<DryRunRequest['lead']>;

/** Ties of a pool go by the lead's id: one that is only described has this. */
const described = LeadId.parse('dry-run');

/** Says who would get a lead that came now. @throws NotFoundError when there is no such lead, or the caller may not see it */
export async function showDryRun({ lead: given, leadId }: DryRunRequest, principal: Principal, parts: DryRunParts): Promise<DryRunView> {
  if (leadId !== undefined || given === undefined) {
    const lead = await findLead(parts.table, principal, leadId ?? described);
    const facts = { leadId: lead.leadId, attributes: attributesOf(lead), regionReason: lead.region.reason };
    return dryRunView(
      await tryLead(facts, parts),
      { lead, province: lead.region.provinceName, seesAll: seesContactDetails(principal) },
      parts,
    );
  }
  const { lead, region } = await describedLead(given, parts.config);
  const facts = { leadId: described, attributes: attributesOf(lead), regionReason: region.reason };
  return dryRunView(await tryLead(facts, parts), { lead: null, province: region.provinceName, seesAll: true }, parts);
}

/** Makes of a description what intake would make of a post that says so. */
async function describedLead(given: Given, config: ConfigReader) {
  const [companies, products] = await Promise.all([config.current(companyKind), config.current(productKind)]);
  const company = companies.documents.get('company');
  const codeSystem = given.provinceCodeSystem === 'former' ? 'former' : undefined;
  const region = resolveRegion({ province: given.province, codeSystem }, company?.macroRegions);
  const lead: RoutableLead = {
    products: withIds(given.products, products.documents),
    region: { ...region, formerCode: region.formerUnit?.code ?? null },
    locale: given.language ?? company?.defaultLocale ?? 'vi',
    source: { first: { channel: given.channel, sourceId: given.sourceId ?? null, utm: given.utm } },
    company: given.company ?? null,
    evidence: { temperature: given.temperature },
    stage: given.stage,
    extra: given.answers,
  };
  return { lead, region };
}

interface Shown {
  /** Null: it was only described. */
  readonly lead: Lead | null;
  readonly province: string | null;
  /** Whether the reader may see what people typed. */
  readonly seesAll: boolean;
}

async function dryRunView(tried: Tried, { lead, province, seesAll }: Shown, { config }: DryRunParts): Promise<DryRunView> {
  const [pools, reps] = await Promise.all([config.current(poolKind), config.current(repKind)]);
  const named = (repId: string) => ({ repId, name: reps.documents.get(repId)?.name ?? repId });
  const { territoryId, poolId, matchedBy } = tried.territory;
  const chosen = tried.decisions.at(-1)?.chosen ?? null;
  return {
    now: lead?.routing
      ? {
          territoryId: lead.routing.territoryId,
          poolId: lead.owner?.poolId ?? lead.routing.poolId,
          rep: lead.owner && named(lead.owner.repId),
        }
      : null,
    territory: { territoryId, poolId, matchedBy },
    passedOver: tried.passedOver.map(({ territory, condition, had }) => {
      const isTyped = condition.attribute === 'answers' || condition.attribute === 'companies';
      return { territoryId: territory.id, condition: pathOf(condition), why: whyNot(condition, isTyped && !seesAll ? null : had) };
    }),
    decisions: tried.decisions.map((decision) => choiceView(decision, province, { pools, reps })),
    chosen: chosen === null ? null : named(chosen),
  };
}

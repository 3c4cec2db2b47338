import type { DryRunRequest } from '../../api/routing/dry-run.ts';
import type { DryRunView } from '../../api/routing/dry-run-view.ts';
import { type Principal, seesContactDetails } from '../access/index.ts';
import { assignsLater, formKind } from '../capture/form-config.ts';
import { companyKind } from '../company/company-config.ts';
import type { ConfigReader } from '../config/index.ts';
import { fieldKind } from '../fields/field-config.ts';
import { withFieldsRead } from '../fields/index.ts';
import {
  type FactorLevel,
  type Lead,
  type LeadEvidence,
  noEvidence,
  type QualificationFactor,
  qualificationLetters,
} from '../leads/index.ts';
import type { Clock } from '../platform/clock.ts';
import { LeadId, leadSubject } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { withIds } from '../products/index.ts';
import { productKind } from '../products/product-config.ts';
import { resolveRegion } from '../regions/index.ts';
import { attributesOf, pathOf, preferredFor, type RoutableLead, renderMarketing, type Tried, tryLead, whyNot } from '../routing/index.ts';
import { acceptPolicyOf, poolKind } from '../routing/pool-config.ts';
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
    const { documents: fields } = await parts.config.current(fieldKind);
    const preferred = await preferredFor({ lead, subject: leadSubject }, ['referral'], parts.table);
    const facts = { leadId: lead.leadId, attributes: attributesOf(lead, fields), regionReason: lead.region.reason, preferred };
    return dryRunView(
      await tryLead(facts, lead, parts),
      { lead, province: lead.region.provinceName, seesAll: seesContactDetails(principal) },
      parts,
    );
  }
  const { lead, region, fields } = await describedLead(given, parts.config);
  const facts = { leadId: described, attributes: attributesOf(lead, fields), regionReason: region.reason };
  return dryRunView(await tryLead(facts, lead, parts), { lead: null, province: region.provinceName, seesAll: true }, parts);
}

/** Makes of a description what intake would make of a post that says so. */
async function describedLead(given: Given, config: ConfigReader) {
  const [companies, products, fields, forms] = await Promise.all([
    config.current(companyKind),
    config.current(productKind),
    config.current(fieldKind),
    config.current(formKind),
  ]);
  const form = given.channel === 'form' ? forms.documents.get(given.sourceId ?? '') : undefined;
  const company = companies.documents.get('company');
  const codeSystem = given.provinceCodeSystem === 'former' ? 'former' : undefined;
  const region = resolveRegion({ province: given.province, codeSystem }, company?.macroRegions);
  const lead: RoutableLead & { readonly evidence: LeadEvidence } = {
    products: withIds(given.products, products.documents),
    region: { ...region, formerCode: region.formerUnit?.code ?? null },
    locale: given.language ?? company?.defaultLocale ?? 'vi',
    source: { first: { channel: given.channel, sourceId: given.sourceId ?? null, utm: given.utm } },
    company: given.company ?? null,
    evidence: form && assignsLater(form) ? { ...evidenceOf(given), assignLater: true } : evidenceOf(given),
    stage: given.stage,
    extra: withFieldsRead(given.answers, fields.documents),
  };
  return { lead, region, fields: fields.documents };
}

function evidenceOf({ temperature, fit, quoteAsked, reached, qualification, confirmed }: Given): LeadEvidence {
  const answers = (levels: NonNullable<Given['qualification']>, isConfirmed: boolean) =>
    Object.entries(levels).map(([factor, level]) => [factor, { level, isConfirmed }] as const);
  const heard: Partial<Record<QualificationFactor, FactorLevel>> = Object.fromEntries([
    ...answers(qualification, false),
    ...answers(confirmed, true),
  ]);
  return { ...noEvidence, temperature, fit, quoteAsked, reached, attempts: reached, qualification: qualificationLetters(heard) };
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
  const decisions = tried.decisions.map((decision) => choiceView(decision, province, { pools, reps }));
  const last = tried.decisions.at(-1);
  const chosen = last?.chosen ?? null;
  const pool = pools.documents.get(poolId)?.name ?? { vi: poolId, en: poolId };
  const isOffered = last !== undefined && acceptPolicyOf(pools.documents.get(last.poolId)) !== null;
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
      const isTyped = ['answers', 'companies', 'accounts'].includes(condition.attribute);
      return { territoryId: territory.id, condition: pathOf(condition), why: whyNot(condition, isTyped && !seesAll ? null : had) };
    }),
    decisions,
    state: tried.lacking ? 'marketing' : chosen === null ? 'waiting' : isOffered ? 'offered' : 'owned',
    sentence: tried.lacking ? renderMarketing(tried.lacking, pool, tried.asksForNothing) : (decisions.at(-1)?.sentence ?? pool),
    chosen: chosen === null ? null : named(chosen),
  };
}

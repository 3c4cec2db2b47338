import { activityAt, cardCopy, cardItem } from '../../shared/cards/index.ts';
import { isWaiting, type Lead, type LeadPhone } from '../../shared/leads/index.ts';
import { withLists } from '../../shared/merging/merge-leads.ts';
import { mergeLeads } from '../../shared/merging/rules-merge.ts';
import { undoMerge } from '../../shared/merging/rules-undo.ts';
import { DecisionId, LeadId, leadSubject, PoolId, RepId, SegmentId } from '../../shared/platform/ids.ts';
import type { Item, WriteItem } from '../../shared/platform/table.ts';
import { provinces } from '../../shared/regions/index.ts';
import { putAssignment } from '../../shared/routing/store.ts';
import { findItemsOf } from '../../shared/search/index.ts';
import { moveSubject, writeSeat } from '../../shared/seats/index.ts';
import { putMembership } from '../../shared/segments/membership.ts';
import { digests } from './digests.ts';
import { sampleLead } from './lead-world/sample.ts';
import { itemsOfLead } from './lead-world/stored-leads.ts';
import { anyNames } from './people-names.ts';
import { randomFrom } from './random-numbers.ts';

/** When the last of them was made. */
export const lastMadeAt = Date.parse('2026-11-22T03:00:00.000Z');
const spanMs = 365 * 86_400_000;
const repsByRegion = {
  north: ['rep-anh', 'rep-bao', 'rep-ha', 'rep-manh'],
  central: ['rep-tam', 'rep-huy', 'rep-giang'],
  south: ['rep-lan', 'rep-phuc', 'rep-diep', 'rep-dat', 'rep-ngan', 'rep-khang', 'rep-linh'],
} as const;
const shares: readonly (readonly [Lead['stage'], number])[] = [
  ['lead', 0.6],
  ['mql', 0.2],
  ['sql', 0.1],
  ['sqo', 0.05],
  ['customer', 0.05],
];

/** A company of so many leads over a year: places, names and stages as a company in Vietnam has them; the same for the same seed. */
export function manyLeads(count: number, seed: number): Lead[] {
  const random = randomFrom(seed);
  const names = anyNames(count, seed);
  const places = provinces();
  const template = sampleLead();
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value;
  const chance = (share: number): boolean => random() < share;
  return names.map((fullName, index): Lead => {
    const place = pick(places);
    const createdAt = new Date(lastMadeAt - spanMs + Math.floor((spanMs * (index + 1)) / count)).toISOString();
    const hasPlace = chance(0.95);
    const macroRegion = hasPlace ? place.macroRegion : null;
    const poolId = PoolId.parse(macroRegion ?? 'unknown');
    const repId = RepId.parse(pick(macroRegion === null ? ['rep-truong', 'rep-ngoc'] : repsByRegion[macroRegion]));
    const isOwned = chance(0.8);
    const routing = {
      poolId,
      territoryId: 'south',
      matchedBy: ['macroRegion'],
      territoriesVersion: 1,
      state: isOwned ? 'owned' : 'waiting',
    };
    return {
      ...template,
      leadId: LeadId.parse(`L01K9ZQ3V7N8Q0WJ9F4T${String(index).padStart(7, '0')}`),
      version: 2,
      createdAt,
      updatedAt: createdAt,
      fullName: chance(0.97) ? fullName : null,
      nameKey: '',
      email: chance(0.6)
        ? `${pick(['khach', 'nguyen', 'minh', 'lienhe'])}.${index}@${chance(0.2) ? `firm${index % 900}.example` : 'gmail.com'}`
        : null,
      phone: chance(0.9) ? phoneOf(index, chance(0.05)) : null,
      extraPhones: chance(0.03) ? [phoneOf(index + 5_000_000, false)] : [],
      company: chance(0.15) ? `Công ty ${index % 700}` : null,
      companyId: null,
      region: { ...template.region, provinceCode: hasPlace ? place.code : null, provinceName: hasPlace ? place.name : null, macroRegion },
      products: [`product-${Math.floor(random() ** 3 * 40)}`],
      tags: chance(0.1) ? [`tag-${Math.floor(random() ** 2 * 30)}`] : [],
      stage: stageOf(random()),
      status: pick(['active', 'active', 'active', 'active', 'active', 'active', 'disqualified', 'recycled', 'retired', 'active']),
      evidence: { ...template.evidence, temperature: pick(['cold', 'cold', 'cold', 'warm', 'warm', 'hot']) },
      owner: isOwned ? { repId, poolId, since: createdAt, decisionId: DecisionId.parse('D1') } : null,
      routing: routing as Lead['routing'],
      source: {
        origin: 'inbound',
        first: {
          ...template.source.first,
          sourceId: pick(['contact', 'quote', 'event']),
          utm: { source: pick(['facebook', 'google', 'zalo']), campaign: `campaign-${Math.floor(random() ** 2 * 60)}` },
        },
      },
    } as Lead;
  });
}

/** Of so many leads one in each is part of the one before it, and one was, and is a lead of its own again. */
const mergedEach = 25;

/** The leads of a company in which people merge and part some, as shared/merging leaves their records. */
export function withMerges(leads: readonly Lead[]): Lead[] {
  const after = [...leads];
  const keptOf = (lead: Lead) => ({ lead, provenance: { leadId: lead.leadId, fields: {}, extra: {} } });
  for (let place = 7; place < leads.length; place += mergedEach) {
    const [one, other] = [after[place - 1], after[place]];
    const [left, part] = [after[place + 5], after[place + 6]];
    if (one && other) {
      const survivor = mergeLeads(keptOf(one), keptOf(other)).kept.lead;
      after[place - 1] = { ...survivor, version: one.version + 1 };
      after[place] = { ...other, version: other.version + 1, mergedInto: one.leadId, owner: null, routing: endedOf(other) };
    }
    if (left && part) {
      const before = { survivor: keptOf(left), loser: keptOf(part) };
      const split = undoMerge(before, [], mergeLeads(before.survivor, before.loser).kept);
      after[place + 5] = { ...withLists(split.survivor.lead), members: [], version: left.version + 2 };
      after[place + 6] = { ...withLists(split.loser.lead), version: part.version + 2 };
    }
  }
  return after;
}

const endedOf = ({ routing }: Lead): Lead['routing'] => routing && { ...routing, state: 'ended' };

function stageOf(chosen: number): Lead['stage'] {
  let left = chosen;
  for (const [stage, share] of shares) {
    left -= share;
    if (left < 0) return stage;
  }
  return 'lead';
}

function phoneOf(number: number, isFixed: boolean): LeadPhone {
  const digits = isFixed ? `24${String(30_000_000 + number)}` : `9${String(10_000_000 + number * 7)}`;
  return { raw: `0${digits}`, e164: `+84${digits}`, valid: true, type: isFixed ? 'fixedLine' : 'mobile', claimed: !isFixed };
}

/** When something happened to a lead last. */
export const activeOf = ({ createdAt, leadId }: Lead): string => {
  const days = Number(leadId.slice(-2)) % 30;
  return activityAt(createdAt, new Date(Math.min(lastMadeAt, Date.parse(createdAt) + days * 86_400_000)).toISOString());
};

/** One in nine is in it. */
export const filledSegment = SegmentId.parse('khach-vip');

/** When a lead came into it; null where it never did. */
export function enteredAt({ createdAt, leadId }: Lead): string | null {
  const number = Number(leadId.slice(-4));
  return number % 9 === 0 ? new Date(Date.parse(createdAt) + (number % 50) * 86_400_000).toISOString() : null;
}

/** Since when a lead waits for somebody, if it does: most of them not since they were made. */
export const waitingSince = ({ createdAt, leadId }: Lead): string =>
  new Date(Date.parse(createdAt) + (Number(leadId.slice(-3)) % 70) * 3_600_000).toISOString();

/** All that lists and search read of a lead: itself, its card, the seat of its owner, its place among those that wait, its segment, and what it is found by. */
export function listedItems(lead: Lead): Item[] {
  const at = activeOf(lead);
  const { leadId, owner } = lead;
  const move = { leadId, subject: leadSubject, from: null, to: owner?.repId ?? null, at: lead.createdAt };
  const seats = moveSubject(move, [], cardCopy(lead, at)).map(writeSeat);
  return [
    ...itemsOfLead(lead),
    cardItem(lead, at),
    ...seats.flatMap((write) => ('Put' in write && write.Put.Item ? [write.Put.Item] : [])),
    // Who is part of another lead is found by that one, and keeps a card, which lists read past.
    ...(lead.mergedInto === null ? findItemsOf(lead, [], digests) : []),
    ...(isWaiting(lead) ? [assignmentOf(lead)] : []),
    ...membershipsOf(lead),
  ];
}

function assignmentOf(lead: Lead): Item {
  const { leadId, routing } = lead;
  const poolId = PoolId.parse(routing?.poolId);
  const waits = {
    leadId,
    subject: leadSubject,
    version: 1,
    poolId,
    since: waitingSince(lead),
    repId: null,
    decisionId: DecisionId.parse('D1'),
  } as const;
  return itemOf(putAssignment(null, { ...waits, state: 'waiting' }));
}

function membershipsOf(lead: Lead): Item[] {
  const since = enteredAt(lead);
  if (since === null) return [];
  return [itemOf(putMembership(null, { leadId: lead.leadId, segmentId: filledSegment, version: 1, isIn: true, since, reason: 'manual' }))];
}

function itemOf(write: WriteItem): Item {
  if (!('Put' in write) || !write.Put.Item) throw new Error('not a put of an item');
  return write.Put.Item;
}

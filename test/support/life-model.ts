import {
  type EvidencePart,
  type LeadEvidence,
  type LeadStatus,
  type LifecycleRules,
  noEvidence,
  Stage,
  type StageReason,
  type StatusReason,
} from '../../shared/leads/index.ts';
import type { StageCondition } from '../../shared/leads/rules-condition.ts';
import { asked, type Happening } from './any-life.ts';

/** How a lead stands, as whoever only knows what happened would say. */
export interface Standing {
  readonly evidence: LeadEvidence;
  readonly rules: LifecycleRules;
  readonly stage: Stage;
  readonly by: StageReason | undefined;
  /** Stages that it came to and that still stand; true: a person chose it. */
  readonly came: ReadonlyMap<Stage, boolean>;
  readonly status: LeadStatus;
  readonly statusReason: StatusReason | undefined;
  /** Every move, as the timeline is to tell it. */
  readonly told: readonly string[];
}

export const atFirst = (rules: Pick<LifecycleRules, 'enter' | 'moves'>): Standing => ({
  evidence: noEvidence,
  rules: { version: 1, ...rules },
  stage: 'lead',
  by: undefined,
  came: new Map(),
  status: 'active',
  statusReason: undefined,
  told: [],
});

/** Counts of facts become less by what is taken back alone: nobody forgets an order. */
export function learntOf(before: LeadEvidence, evidence: LeadEvidence): LeadEvidence {
  const accepted = Math.max(before.opportunities.accepted, evidence.opportunities.accepted);
  return {
    ...evidence,
    opportunities: { ...evidence.opportunities, accepted },
    purchases: { paid: Math.max(before.purchases.paid, evidence.purchases.paid) },
  };
}

/** What is left of evidence when parts of it turn out to be none. */
export function leftOf(before: LeadEvidence, taken: readonly EvidencePart[], left: LeadEvidence): LeadEvidence {
  return { ...before, ...Object.fromEntries(taken.map((part) => [part, left[part]])) };
}

const order: readonly Stage[] = Stage.options;
const highest = (stages: readonly Stage[]) =>
  stages.reduce((one, other) => (order.indexOf(other) > order.indexOf(one) ? other : one), 'lead');
const fulfils = (stage: Stage, { enter }: LifecycleRules, known: LeadEvidence) =>
  (enter[stage] ?? []).some((condition) => asked(known, condition));

function movedTo(standing: Standing, to: Stage, by: StageReason, standingStages = standing.came): Standing {
  const isChosen = by === 'person' || (by === 'retraction' && standingStages.get(to) === true);
  const below = [...standingStages].filter(([stage]) => order.indexOf(stage) < order.indexOf(to));
  return {
    ...standing,
    stage: to,
    by: isChosen ? 'person' : by,
    came: new Map(to === 'lead' ? [] : [...below, [to, isChosen]]),
    told: [...standing.told, `${standing.stage} ${to} ${by}`],
  };
}

/** What a change of the evidence makes of the stage. */
export function afterEvidence(standing: Standing, after: LeadEvidence, taken: readonly EvidencePart[]): Standing {
  const { evidence: before, rules } = standing;
  let now: Standing = { ...standing, evidence: after };
  const rests = (condition: StageCondition) => {
    const named: readonly string[] = Object.keys(condition);
    const names: Partial<Record<EvidencePart, readonly string[]>> = {
      qualification: ['qualification', 'confirmed'],
      opportunities: ['acceptedOpportunities'],
      purchases: ['paidPurchases'],
    };
    return taken.some((part) => (names[part] ?? [part]).some((name) => named.includes(name)));
  };
  const isLost = (stage: Stage) => {
    const isUnpaid = after.purchases.paid === 0 && taken.includes('purchases') && (stage === 'customer' || stage === 'repeat');
    const isUnsold = after.purchases.paid + after.opportunities.accepted === 0 && taken.includes('opportunities') && stage === 'sqo';
    const held = (rules.enter[stage] ?? []).some((condition) => rests(condition) && asked(before, condition));
    return isUnpaid || isUnsold || (held && !fulfils(stage, rules, after));
  };
  if (taken.length > 0) {
    const left = new Map([...now.came].filter(([stage, isChosen]) => isChosen || !isLost(stage)));
    const isFallen = now.came.has(now.stage) && !left.has(now.stage);
    const below = order.slice(0, order.indexOf(now.stage));
    now = isFallen
      ? movedTo(now, highest(below.filter((stage) => left.has(stage) || fulfils(stage, rules, after))), 'retraction', left)
      : { ...now, came: left };
  }
  const isNew = (stage: Stage) => (rules.enter[stage] ?? []).some((condition) => asked(after, condition) && !asked(before, condition));
  const to = highest(order.filter(isNew));
  return order.indexOf(to) > order.indexOf(now.stage) ? movedTo(now, to, 'evidence') : now;
}

/** What a person's word makes of the stage; nothing where it is not listed. */
export function afterWord(standing: Standing, to: Stage): Standing {
  return standing.rules.moves.some((move) => move.from === standing.stage && move.to === to) ? movedTo(standing, to, 'person') : standing;
}

/** What a recount makes of the stage. */
export function afterRecount(standing: Standing): Standing {
  const to = highest(order.filter((stage) => fulfils(stage, standing.rules, standing.evidence)));
  return standing.by === 'person' || order.indexOf(to) <= order.indexOf(standing.stage) ? standing : movedTo(standing, to, 'rules');
}

const statusReasons: Readonly<Record<LeadStatus, readonly StatusReason[]>> = {
  active: ['mistake', 'other'],
  disqualified: ['spam', 'wrongNumber', 'refusedContact', 'other'],
  recycled: ['notNow', 'other'],
  retired: ['silent', 'other'],
};

/** What somebody's decision makes of the status; nothing where it cannot be. */
export function afterDecision(standing: Standing, to: LeadStatus, reason: StatusReason): Standing {
  const isCustomer = standing.stage === 'customer' || standing.stage === 'repeat';
  const isRefused = standing.status === to || !statusReasons[to].includes(reason) || (to === 'retired' && isCustomer);
  return isRefused ? standing : { ...standing, status: to, statusReason: reason };
}

/** What something that the person did makes of the status. */
export function afterReturn(standing: Standing, by: 'post' | 'heat' | 'act' | 'purchase'): Standing {
  const { status, statusReason } = standing;
  const isFinal = statusReason === 'spam' || statusReason === 'refusedContact';
  const brings = { active: false, disqualified: (by === 'post' || by === 'purchase') && !isFinal, recycled: by !== 'act', retired: true }[
    status
  ];
  return brings ? { ...standing, status: 'active', statusReason: by } : standing;
}

/** What anything that happens makes of a lead. */
export function afterAll(standing: Standing, one: Happening): Standing {
  switch (one.kind) {
    case 'learnt':
      return afterEvidence(standing, learntOf(standing.evidence, one.evidence), []);
    case 'takenBack':
      return afterEvidence(standing, leftOf(standing.evidence, one.parts, one.left), one.parts);
    case 'said':
      return afterWord(standing, one.to);
    case 'published':
      return { ...standing, rules: { version: standing.rules.version + 1, ...one.rules } };
    case 'recounted':
      return afterRecount(standing);
    case 'set':
      return afterDecision(standing, one.to, one.reason);
    case 'returned':
      return afterReturn(standing, one.by);
  }
}

import { z } from 'zod';
import { FirstContactMinutes, OwnHours } from '../company/hours-config.ts';
import { MaskConfig } from '../company/mask-config.ts';
import { timeZoneName } from '../company/zone-config.ts';
import { defineKind, type ReferenceFault } from '../config/kind.ts';
import { bilingual } from '../config/texts.ts';
import { Stage } from '../leads/record.ts';
import { levels, namesSomething } from '../lifecycle/lifecycle-config.ts';
import { configId } from '../platform/config-id.ts';
import { PoolId, ProductId, RepId } from '../platform/ids.ts';
import { type ProductConfig, productKind } from '../products/product-config.ts';
import { CreditBand } from './credit-config.ts';
import { Caps } from './load-config.ts';
import { type RepConfig, repKind } from './rep-config.ts';
import { hasSkill } from './rules-skills.ts';
import { SkillNeed } from './skill-config.ts';

const dayMinutes = 1_440;

/** A pool offers what it gives: a rep has it once they accept it. */
export const AcceptPolicy = z
  .strictObject({
    /** How much of their own working time a rep has to accept. */
    withinMinutes: z
      .number()
      .int()
      .min(1)
      .max(7 * dayMinutes),
    /** After how much of that time a rep who has not answered is reminded. @default - a quarter of an hour before the offer ends, where it is open for longer */
    remindAfterMinutes: z.number().int().min(1).optional(),
    /** To how many reps it is offered, one after the other. */
    offers: z.number().int().min(1).max(20).default(3),
    /** Who is asked when nobody has accepted: it waits for the leader of the pool, or the fallback pool decides. */
    ifNobody: z.enum(['leader', 'fallback']).default('leader'),
  })
  .refine(({ withinMinutes, remindAfterMinutes = 0 }) => remindAfterMinutes < withinMinutes, {
    path: ['remindAfterMinutes'],
    message: 'a rep is reminded before the offer ends: name fewer minutes than `withinMinutes`',
  });
export type AcceptPolicy = z.infer<typeof AcceptPolicy>;

/** Levels that a lead must have reached, all that are named, before sales gets it. */
const HandOverLevel = z
  .strictObject({ ...levels, stage: Stage.extract(['mql', 'sql']).optional() })
  .refine(namesSomething, 'a level that names nothing would be reached by every lead: write "always" instead');
export type HandOverLevel = z.infer<typeof HandOverLevel>;

/** What lets a lead float, each by itself. */
const FloatingRule = z
  .strictObject({
    /** Nobody has called or done a task about it for so many days, since its rep got it. */
    daysWithoutTouch: z.number().int().min(1).max(365).optional(),
    /** By ids of the kind `outcomes`, which knows what is wrong with them. A call ended so, and nothing comes next by its own rules but another rep. */
    outcomes: z.array(configId()).min(1).max(50).optional(),
    /** Its rep is published as not active, or no more at all. */
    departure: z.literal(true).optional(),
  })
  .refine(namesSomething, 'name what lets a lead float, or leave `after` out');

export const PoolConfig = z.object({
  id: PoolId,
  name: bilingual,
  /** Weight: share of the pool's leads. Every decision keeps all members that it weighed, in one item of the table. */
  members: z
    .array(z.object({ repId: RepId, weight: z.number().int().min(1).max(100).default(1) }))
    .max(500, 'a pool has at most 500 members: split it by territory'),
  /**
   * How one of the reps who may take a lead is chosen: by turn; who has least in hand for their weight; or by turn among those who have the skills that it asks for;
   * in the mode `leader`, by a leader of the pool, for whom it waits; in the mode `claim`, whoever of those who are there accepts first.
   * @default 'turn'
   */
  mode: z.enum(['turn', 'leastLoaded', 'skill', 'leader', 'claim']).optional(),
  /** In the mode `claim`: how long a lead is open to whoever accepts first, before it goes by turn. @default - five minutes */
  claim: z.object({ withinMinutes: z.number().int().min(1).max(60) }).optional(),
  /**
   * Who is asked before the mode says who gets a lead: for a new need of a lead that somebody has, them (`samePerson`); for whom somebody referred, the owner
   * of who did (`referral`); for whom a firm is known, its owner (`company`), who is whoever got the first of its people. Where they are reps of the pool and no gate leaves them out.
   * @default - nobody
   */
  sticky: z
    .array(z.enum(['samePerson', 'referral', 'company']))
    .min(1)
    .max(3)
    .optional(),
  /** In the mode `skill`: what asks for which skill. A lead that asks for several goes to who has them all. */
  skills: z.array(SkillNeed).min(1).max(50).optional(),
  /** In the mode `skill`: whether a lead for which nobody has the skill goes to any rep by turn, or waits. @default 'any' */
  withoutSkill: z.enum(['any', 'wait']).optional(),
  /**
   * What a lead counts, where it is not one: the first that fits. Turns then go to who has least credit for their weight.
   * @default - each lead counts one
   */
  credits: z.array(CreditBand).min(1).max(50).optional(),
  /** How much each member may be given who has no caps of their own, of all pools together. @default - any number */
  caps: Caps.optional(),
  /** How a rep accepts what the pool gives; `none`: it is theirs at once. */
  accept: z.union([z.literal('none'), AcceptPolicy]).default('none'),
  /** Within how many minutes of their own working time a rep is to reach out to whom they got, or to who becomes hot. @default - as the company says */
  firstContactMinutes: FirstContactMinutes.optional(),
  /**
   * So many minutes of their own working time after a rep got a lead, its leaders hear if nobody has reached out to the person.
   * @default - they do not
   */
  escalateAfterMinutes: z
    .number()
    .int()
    .min(1)
    .max(7 * dayMinutes)
    .optional(),
  /**
   * For how many days no rule takes a lead from the rep who has it, from the first call that they log of it.
   * @default - rules may take it at any time
   */
  protectDays: z.number().int().min(1).max(365).optional(),
  /** When its reps work who name no hours of their own. @default - the company's hours */
  workingHours: OwnHours.optional(),
  /** Whose clocks say when they work. @default - the company's zone */
  zone: timeZoneName.optional(),
  /**
   * What becomes of a lead that comes while none of its reps works: it is given at once, waits for whoever begins first, or goes to another pool.
   * @default 'atOnce'
   */
  outsideHours: z.union([z.enum(['atOnce', 'wait']), z.object({ pool: PoolId })]).optional(),
  /** Whether leads of it may be let go for whoever takes them first. @default - they may not */
  floating: z
    .object({
      /** Pools whose reps may take one. @default - itself */
      takers: z.array(PoolId).min(1).max(50).optional(),
      /** How many each rep may take on one day, by the clock of the company. */
      perDay: z.number().int().min(1).max(500).default(20),
      /** When its leads float by themselves. What is protected, agreed with the person or being sold never does. @default - somebody lets each of them go */
      after: FloatingRule.optional(),
    })
    .optional(),
  /** Whether its reps may give what they have to a colleague of the pool. @default - its leader and those above do */
  repsMayPassOn: z.boolean().optional(),
  /**
   * When a new lead goes to the reps: at once, or as soon as it has reached one of these levels. Until then marketing has it, and nobody of the pool.
   * @default 'always'
   */
  handOver: z.union([z.literal('always'), z.array(HandOverLevel).min(1).max(10)]).optional(),
  /** Whether numbers and addresses of its leads are masked. @default - as the company says */
  ...MaskConfig,
  /** Whether it takes over who has bought something: these products, or any that no other pool names. @default - it does not */
  afterSale: z.object({ products: z.array(ProductId).min(1).max(200).optional() }).optional(),
});
export type PoolConfig = z.infer<typeof PoolConfig>;

/** Reps who share leads. */
export const poolKind = defineKind({
  name: 'pools',
  schema: PoolConfig,
  example: { id: 'south', name: { vi: 'Miền Nam', en: 'South' }, members: [{ repId: 'rep-lan', weight: 1 }] },
  references: (pools, all) => [
    ...pools.flatMap((pool, index) => checkMembers(pool, index, all.of(repKind))),
    ...checkAfterSale(pools, all.of(productKind)),
    ...checkTakesOver(pools),
    ...checkNightPools(pools),
    ...checkTakers(pools),
    ...checkSkills(pools, all.of(repKind)),
    ...checkCredits(pools),
  ],
  warnings: (pools, all) => warnOfSkills(pools, all.of(repKind)),
});

/** Of two pools that take over the same customers, nobody could say which gets them. */
function checkAfterSale(pools: readonly PoolConfig[], products: readonly ProductConfig[]): ReferenceFault[] {
  const takenBy = new Map<ProductId | 'any', PoolConfig>();
  return pools.flatMap((pool, index) => {
    if (!pool.afterSale) return [];
    const named: readonly (ProductId | 'any')[] = pool.afterSale.products ?? ['any'];
    return named.flatMap((product, place) => {
      const path = product === 'any' ? ['afterSale'] : ['afterSale', 'products', place];
      const other = takenBy.get(product);
      takenBy.set(product, other ?? pool);
      if (other && product === 'any') return [{ index, path, message: `the pool ${other.id} takes over every other customer already` }];
      if (other) return [{ index, path, message: `the pool ${other.id} takes over who has bought ${product} already` }];
      const isKnown = product === 'any' || products.some(({ id }) => id === product);
      return isKnown ? [] : [{ index, path, message: `there is no product ${product}` }];
    });
  });
}

/** Who has bought something has somebody: they would lose them for whoever the leader chooses, some day. */
function checkTakesOver(pools: readonly PoolConfig[]): ReferenceFault[] {
  return pools.flatMap(({ mode, afterSale }, index) =>
    (mode === 'leader' || mode === 'claim') && afterSale
      ? [{ index, path: ['afterSale'], message: `who has bought is taken over at once: a pool of the mode \`${mode}\` cannot do it` }]
      : [],
  );
}

function checkTakers(pools: readonly PoolConfig[]): ReferenceFault[] {
  const known = new Map(pools.map((pool) => [pool.id, pool]));
  return pools.flatMap(({ id, floating }, index) => {
    if (!floating) return [];
    const takers = floating.takers ?? [id];
    const faults = takers.flatMap((poolId, place) =>
      known.has(poolId) ? [] : [{ index, path: ['floating', 'takers', place], message: `there is no pool ${poolId}` }],
    );
    const isNobodys = faults.length === 0 && takers.every((poolId) => known.get(poolId)?.members.length === 0);
    return isNobodys ? [{ index, path: ['floating'], message: 'nobody may take what floats here: the pools that may are empty' }] : faults;
  });
}

/** Outside its hours a pool may ask another one, which may ask a third; a lead that came back to a pool would go round without end. */
function checkNightPools(pools: readonly PoolConfig[]): ReferenceFault[] {
  const known = new Map(pools.map((pool) => [pool.id, pool]));
  return pools.flatMap((pool, index) => {
    const path = ['outsideHours', 'pool'];
    const next = nightPoolOf(pool);
    if (next === null) return [];
    const night = known.get(next);
    if (!night) return [{ index, path, message: `there is no pool ${next}` }];
    if (night.members.length === 0)
      return [{ index, path, message: `leads come here outside working hours, but the pool ${next} is empty` }];
    const asked = new Set([pool.id]);
    for (let other: PoolId | null = next; other !== null; other = nightPoolOf(known.get(other))) {
      if (other === pool.id) return [{ index, path, message: `a lead would come back to ${pool.id}: ${[...asked, pool.id].join(' → ')}` }];
      if (asked.has(other)) break;
      asked.add(other);
    }
    return [];
  });
}

/** Who has least in hand is asked whatever leads count. */
function checkCredits(pools: readonly PoolConfig[]): ReferenceFault[] {
  return pools.flatMap(({ mode, credits }, index) =>
    mode === 'leastLoaded' && credits
      ? [{ index, path: ['credits'], message: 'the mode `leastLoaded` goes by what is in hand, not by credits: leave `credits` out' }]
      : [],
  );
}

/** A lead that waits for a skill that no member has would wait for ever. */
function checkSkills(pools: readonly PoolConfig[], reps: readonly RepConfig[]): ReferenceFault[] {
  return pools.flatMap((pool, index): ReferenceFault[] => {
    const { mode, skills, withoutSkill } = pool;
    if (mode === 'skill' && !skills)
      return [{ index, path: ['skills'], message: 'the mode `skill` needs to know which leads ask for which skill' }];
    if (mode !== 'skill' && (skills || withoutSkill)) {
      return [
        {
          index,
          path: [skills ? 'skills' : 'withoutSkill'],
          message: 'skills are asked for in the mode `skill` alone: write "mode": "skill"',
        },
      ];
    }
    return withoutSkill === 'wait' ? skillsOfNobody(pool, index, reps) : [];
  });
}

/** A skill that no member has is asked for in vain, where the lead then goes to anybody. */
function warnOfSkills(pools: readonly PoolConfig[], reps: readonly RepConfig[]): ReferenceFault[] {
  return pools.flatMap((pool, index) => (pool.mode !== 'skill' || pool.withoutSkill === 'wait' ? [] : skillsOfNobody(pool, index, reps)));
}

function skillsOfNobody({ members, skills = [] }: PoolConfig, index: number, reps: readonly RepConfig[]): ReferenceFault[] {
  const ofPool = reps.filter(({ id, active }) => active && members.some(({ repId }) => repId === id));
  return skills.flatMap(({ skill }, place) =>
    ofPool.some((rep) => hasSkill(rep, skill))
      ? []
      : [{ index, path: ['skills', place, 'skill'], message: `nobody in the pool who takes leads has the skill ${skill}` }],
  );
}

/** Tells whether a rep is of a pool. */
export function isMember(pool: Pick<PoolConfig, 'members'> | undefined, repId: string): boolean {
  return pool?.members.some((member) => member.repId === repId) ?? false;
}

/** Returns the pools that a rep is of, in their order. */
export function poolsOfRep<Pool extends Pick<PoolConfig, 'members'>>(pools: Iterable<Pool>, repId: string): Pool[] {
  return [...pools].filter((pool) => isMember(pool, repId));
}

/** Returns how the reps of a pool accept what it gives; null: it is theirs at once. */
export function acceptPolicyOf(pool: Pick<PoolConfig, 'accept'> | undefined): AcceptPolicy | null {
  return pool === undefined || pool.accept === 'none' ? null : pool.accept;
}

/** Returns how long what a pool gets is open to whoever accepts first, in minutes. */
export function claimMinutesOf({ claim }: Pick<PoolConfig, 'claim'>): number {
  return claim?.withinMinutes ?? 5;
}

/** Returns the pool that is asked while none of a pool's reps works; null: none. */
export function nightPoolOf(pool: Pick<PoolConfig, 'outsideHours'> | undefined): PoolId | null {
  return typeof pool?.outsideHours === 'object' ? pool.outsideHours.pool : null;
}

function checkMembers({ members }: PoolConfig, index: number, reps: readonly RepConfig[]): ReferenceFault[] {
  const known = new Set(reps.map(({ id }) => id));
  return members.flatMap(({ repId }, place) => {
    const path = ['members', place, 'repId'];
    if (!known.has(repId)) return [{ index, path, message: `there is no rep ${repId}` }];
    const earlier = members.findIndex((member) => member.repId === repId);
    return earlier < place ? [{ index, path, message: `the rep ${repId} is listed twice` }] : [];
  });
}

/** Returns the pool by which a rep has what was held in another: that one, where the rep is in it, else one of their own. Null: the rep is in none. */
export function poolOfRep(repId: RepId, heldIn: PoolId, pools: ReadonlyMap<string, PoolConfig>): PoolId | null {
  const own = poolsOfRep(pools.values(), repId).map(({ id }) => id);
  return own.includes(heldIn) ? heldIn : (own[0] ?? null);
}

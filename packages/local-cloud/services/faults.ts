import { z } from 'zod';
import { batchOperations } from './partial-failure.ts';
import type { ServiceName } from './service.ts';

/**
 * before: the call fails without effect · after: the effect happens, then the answer is lost
 * delay: the answer comes late · kill: the caller is terminated, at half of the times after the effect
 * partial: one entry of a batch fails inside a successful answer; leaves calls that are no batch alone
 */
const FaultMode = z.enum(['before', 'after', 'delay', 'kill', 'partial']);
export type FaultMode = z.infer<typeof FaultMode>;

/** Which calls fail, and how. */
export const FaultPlan = z.object({
  seed: z.number().default(1),
  /** The share of calls that is hit. */
  rate: z.number().min(0).max(1),
  modes: z.array(FaultMode).min(1).readonly(),
  services: z
    .array(z.enum(['dynamodb', 'sqs', 'ses', 'events', 'ssm', 'cognito-idp', 's3']))
    .readonly()
    .optional(),
  operations: z.array(z.string()).readonly().optional(),
  /** Function names, as in the call log. */
  principals: z.array(z.string()).readonly().optional(),
  /** The longest delay of the mode `delay`, 250 ms unless given. */
  maxDelayMs: z.number().min(0).optional(),
});
export type FaultPlan = z.infer<typeof FaultPlan>;

export interface FaultCall {
  readonly principal: string;
  readonly service: ServiceName;
  readonly operation: string;
}

export type Fault =
  | { readonly mode: 'before'; readonly isRetryable: boolean }
  | { readonly mode: 'after' }
  | { readonly mode: 'delay'; readonly delayMs: number }
  | { readonly mode: 'kill'; readonly isAfterEffect: boolean }
  | { readonly mode: 'partial'; readonly chance: number };

export interface Faults {
  /** Undefined switches the random faults off; counts are kept until the next plan. */
  set(plan: FaultPlan | undefined): void;
  /** While on, every call to the service meets a dead connection: surely not accepted. */
  outage(service: ServiceName, isOn: boolean): void;
  isOut(service: ServiceName): boolean;
  count(): Readonly<Record<FaultMode | 'outage', number>>;
  decide(call: FaultCall): Fault | undefined;
  noteOutage(): void;
}

export function createFaults(): Faults {
  let plan: FaultPlan | undefined;
  let counts = noFaults();
  const dice = new Map<string, () => number>();
  const outages = new Set<ServiceName>();

  // Each kind of call has its own sequence, so its n-th call meets the same fate however the calls interleave.
  const diceOf = (call: FaultCall, seed: number): (() => number) => {
    const key = `${call.principal} ${call.service} ${call.operation}`;
    const known = dice.get(key);
    if (known !== undefined) return known;
    const fresh = randomFrom(hashOf(`${seed} ${key}`));
    dice.set(key, fresh);
    return fresh;
  };

  return {
    set(next) {
      plan = next;
      dice.clear();
      if (next !== undefined) counts = noFaults();
    },
    outage(service, isOn) {
      if (isOn) outages.add(service);
      else outages.delete(service);
    },
    isOut: (service) => outages.has(service),
    count: () => ({ ...counts }),
    decide(call) {
      if (plan === undefined || !isAimedAt(plan, call)) return undefined;
      const roll = diceOf(call, plan.seed);
      if (roll() >= plan.rate) return undefined;
      const modes = plan.modes.filter((mode) => mode !== 'partial' || batchOperations.has(call.operation));
      const mode = modes[Math.floor(roll() * modes.length)];
      if (mode === undefined) return undefined;
      counts[mode] += 1;
      return faultOf(mode, roll(), plan.maxDelayMs ?? 250);
    },
    noteOutage() {
      counts.outage += 1;
    },
  };
}

function noFaults(): Record<FaultMode | 'outage', number> {
  return { before: 0, after: 0, delay: 0, kill: 0, partial: 0, outage: 0 };
}

function isAimedAt(plan: FaultPlan, call: FaultCall): boolean {
  return (
    (plan.services?.includes(call.service) ?? true) &&
    (plan.operations?.includes(call.operation) ?? true) &&
    (plan.principals?.includes(call.principal) ?? true)
  );
}

function faultOf(mode: FaultMode, chance: number, maxDelayMs: number): Fault {
  switch (mode) {
    case 'before':
      return { mode, isRetryable: chance < 0.5 };
    case 'after':
      return { mode };
    case 'delay':
      return { mode, delayMs: Math.ceil(chance * maxDelayMs) };
    case 'kill':
      return { mode, isAfterEffect: chance < 0.5 };
    case 'partial':
      return { mode, chance };
  }
}

// FNV-1a, then mulberry32: small, and the same on every machine.
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

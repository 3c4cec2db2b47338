/**
 * Puts other modules in the place of ours, which takes a context of its own.
 * @jest-environment ./tools/jest/vm-environment.mjs
 */
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import * as principal from '../../shared/access/principal.ts';
import * as access from '../../shared/access/rights.ts';
import * as masking from '../../shared/access/rules-masking.ts';
import * as timeline from '../../shared/leads/timeline.ts';
import * as retries from '../../shared/mail/rules-retry.ts';
import * as messages from '../../shared/mail-requests/requests.ts';
import * as days from '../../shared/nurture/rules-day.ts';
import * as digests from '../../shared/platform/digests.ts';
import * as logging from '../../shared/platform/logging.ts';
import * as cut from '../../shared/reports/rules-cut.ts';
import { ring } from './guards/alarm.ts';

/** A rule of the product and what stands in its place when it is switched off; rules are no parameters, so the module is replaced. */
interface RuleAlarm {
  readonly invariant: number;
  readonly guard: string;
  readonly module: string;
  readonly instead: Readonly<Record<string, unknown>>;
}

/** As long as a digest. */
const plain = (...values: readonly string[]): string => values.join('|').padEnd(27, '=').slice(0, 27);
const plainDigests = {
  email: plain,
  phone: plain,
  address: plain,
  mailbox: plain,
  mailDomain: plain,
  taxCode: plain,
  firmDomain: plain,
  firmName: plain,
  mailHost: plain,
  post: plain,
  group: plain,
  network: plain,
  agent: plain,
};

const isolation: readonly RuleAlarm[] = [
  {
    invariant: 8,
    guard: 'may',
    module: '../../shared/access/rights.ts',
    instead: { ...access, may: () => true },
  },
  {
    invariant: 8,
    guard: 'seesContactDetails',
    module: '../../shared/access/rights.ts',
    instead: { ...access, seesContactDetails: () => true },
  },
  {
    invariant: 8,
    guard: 'the role that comes from the configuration, not from the token',
    module: '../../shared/access/principal.ts',
    instead: {
      ...principal,
      principalOf: (claims: Readonly<Record<string, string>>) => ({ role: claims['custom:role'], userId: claims.email }),
    },
  },
];

const masked: readonly RuleAlarm[] = [
  {
    invariant: 8,
    guard: 'maskingOf',
    module: '../../shared/access/rules-masking.ts',
    instead: { ...masking, maskingOf: () => masking.nothingMasked },
  },
  {
    invariant: 8,
    guard: 'seesUnmasked',
    module: '../../shared/access/rules-masking.ts',
    instead: { ...masking, seesUnmasked: () => true },
  },
];

const numbers: readonly RuleAlarm[] = [
  {
    invariant: 8,
    guard: 'isCounted, by which numbers are of the leads that somebody answers for',
    module: '../../shared/reports/rules-cut.ts',
    instead: { ...cut, isCounted: () => true },
  },
];

const privacy: readonly RuleAlarm[] = [
  {
    invariant: 9,
    guard: 'the log that leaves foreign error messages out',
    module: '../../shared/platform/logging.ts',
    instead: { ...logging, describeError: (error: unknown) => ({ error: String(error) }) },
  },
  {
    invariant: 9,
    guard: 'the digests in guard keys',
    module: '../../shared/platform/digests.ts',
    instead: { ...digests, openDigests: () => plainDigests },
  },
  {
    invariant: 9,
    guard: 'the strict contract of an event',
    module: '../../shared/leads/timeline.ts',
    instead: {
      ...timeline,
      eventOf: (entry: timeline.TimelineEntry) => ({ source: 'pheu', detailType: entry.type, detail: { ...entry } }),
    },
  },
  {
    invariant: 9,
    guard: 'messages of ids alone',
    module: '../../shared/mail-requests/requests.ts',
    instead: {
      ...messages,
      mailRequest: (...request: Parameters<typeof messages.mailRequest>) => ({
        ...messages.mailRequest(...request),
        to: 'chao-mao@kestrel.example',
      }),
    },
  },
];

const nurture: readonly RuleAlarm[] = [
  {
    invariant: 4,
    guard: 'the hours at which no mail of a sequence comes',
    module: '../../shared/nurture/rules-day.ts',
    instead: { ...days, byDayOf: () => (at: Date) => at },
  },
  {
    invariant: 4,
    guard: 'the day on which a colleague talks to the person',
    module: '../../shared/nurture/rules-day.ts',
    instead: { ...days, heldUntil: () => null },
  },
  {
    invariant: 4,
    guard: 'the second in which a claimed mail is handed over',
    module: '../../shared/mail/rules-retry.ts',
    instead: { ...retries, isClaimTooOld: () => false },
  },
];

type Proof = () => Promise<readonly string[]>;
const proveIsolation: Proof = async () => (await import('./guards/access.ts')).proveIsolation();
const proveMasking: Proof = async () => (await import('./guards/masking.ts')).proveMasking();
const proveReports: Proof = async () => (await import('./guards/reports.ts')).proveReports();
const provePrivacy: Proof = async () => (await import('./guards/privacy.ts')).provePrivacy();
const proveNurture: Proof = async () => (await import('./guards/nurture-rules.ts')).proveNurture();

describe('each rule is missed when it is gone', () => {
  /** With all rules in force a proof finds the same each time, and modules of its own are what is dear about it. */
  const held = new Map<Proof, Promise<readonly string[]>>();
  const heldBy = (proof: Proof) => {
    const known = held.get(proof) ?? proof();
    held.set(proof, known);
    return known;
  };
  const replaced = new Set<string>();
  const replace = (module: string, exports: Readonly<Record<string, unknown>>) => {
    replaced.add(module);
    jest.resetModules();
    jest.unstable_mockModule(module, () => ({ ...exports }));
  };
  afterEach(() => {
    for (const module of replaced) jest.unstable_unmockModule(module);
    replaced.clear();
    jest.resetModules();
  });

  it.each(isolation)('invariant $invariant: $guard', async ({ invariant, guard, module, instead }) => {
    const { withGuard, withoutGuard } = await ring({
      invariant,
      guard,
      prove(state) {
        if (state === 'off') replace(module, instead);
        return state === 'off' ? proveIsolation() : heldBy(proveIsolation);
      },
    });

    expect(withGuard).toEqual([]);
    expect(withoutGuard).not.toEqual([]);
  });

  it.each(masked)('invariant $invariant: $guard', async ({ invariant, guard, module, instead }) => {
    const { withGuard, withoutGuard } = await ring({
      invariant,
      guard,
      prove(state) {
        if (state === 'off') replace(module, instead);
        return state === 'off' ? proveMasking() : heldBy(proveMasking);
      },
    });

    expect(withGuard).toEqual([]);
    // The owner, their leader and their manager, in the list and in the record.
    expect(withoutGuard).toHaveLength(6);
  });

  it.each(numbers)('invariant $invariant: $guard', async ({ invariant, guard, module, instead }) => {
    const { withGuard, withoutGuard } = await ring({
      invariant,
      guard,
      prove(state) {
        if (state === 'off') replace(module, instead);
        return state === 'off' ? proveReports() : heldBy(proveReports);
      },
    });

    expect(withGuard).toEqual([]);
    // A manager, a leader and a rep, in the table and in the list.
    expect(withoutGuard).toHaveLength(6);
  });

  it.each(nurture)('invariant $invariant: $guard', async ({ invariant, guard, module, instead }) => {
    const { withGuard, withoutGuard } = await ring({
      invariant,
      guard,
      prove(state) {
        if (state === 'off') replace(module, instead);
        return state === 'off' ? proveNurture() : heldBy(proveNurture);
      },
    });

    expect(withGuard).toEqual([]);
    expect(withoutGuard).toHaveLength(1);
  });

  it.each(privacy)('invariant $invariant: $guard', async ({ invariant, guard, module, instead }) => {
    const { withGuard, withoutGuard } = await ring({
      invariant,
      guard,
      prove(state) {
        if (state === 'off') replace(module, instead);
        return state === 'off' ? provePrivacy() : heldBy(provePrivacy);
      },
    });

    expect(withGuard).toEqual([]);
    expect(withoutGuard).not.toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { type LeadAction, Role } from '../../../api/actions.ts';
import {
  type ConfigAction,
  type LeadInScope,
  may,
  mayAtAll,
  mayWithKind,
  mayWithPost,
  type Principal,
  principalOf,
  scopeOf,
  seesContactDetails,
} from '../../../shared/access/index.ts';
import { userKind } from '../../../shared/access/user-config.ts';
import { configKinds } from '../../../shared/config-registry/index.ts';
import { NotFoundError, UnauthenticatedError } from '../../../shared/platform/errors.ts';
import { DecisionId, PoolId, RepId, SubjectId, TerritoryId } from '../../../shared/platform/ids.ts';
import { createFixedConfig } from '../../support/lead-world/config.ts';

const lan = RepId.parse('rep-lan');
const phuc = RepId.parse('rep-phuc');
const principals: Record<string, Principal> = {
  admin: { role: 'admin', userId: 'admin' },
  marketer: { role: 'marketer', userId: 'marketer' },
  'manager of all': { role: 'manager', userId: 'm', regions: [] },
  'manager of the south': { role: 'manager', userId: 'm', regions: ['south'] },
  'manager of Hà Nội': { role: 'manager', userId: 'm', regions: ['01'] },
  'leader of the south': { role: 'leader', userId: 'l', pools: [PoolId.parse('south')] },
  'leader of two pools': { role: 'leader', userId: 'l', pools: [PoolId.parse('online'), PoolId.parse('north')] },
  'rep Lan': { role: 'rep', userId: 'lan', repId: lan },
};
const owner = (repId: RepId, poolId: string) => ({
  repId,
  poolId: PoolId.parse(poolId),
  since: '2026-11-22T03:00:00.000Z',
  decisionId: DecisionId.parse('D1'),
});
const places = {
  'Hồ Chí Minh': { provinceCode: '79', macroRegion: 'south' as const },
  'Hà Nội': { provinceCode: '01', macroRegion: 'north' as const },
  nowhere: { provinceCode: null, macroRegion: null },
};
const owners = { Lan: owner(lan, 'south'), Phúc: owner(phuc, 'north'), nobody: null };

const routing = (poolId: string): LeadInScope['routing'] => ({
  poolId: PoolId.parse(poolId),
  territoryId: TerritoryId.parse('somewhere'),
  matchedBy: ['macroRegion'],
  territoriesVersion: 1,
  state: 'owned',
});
/** The pool that routing chose: another than the owner's where nobody in it could take the lead; none before it is routed. */
const routed = {
  'sent to the south': routing('south'),
  'sent to the north': routing('north'),
  'sent nowhere': null,
};

/** What else the caller owns of the lead, or a pool of the caller has. */
const seats = { 'without a seat': [], 'with a seat for an opportunity': [SubjectId.parse('O1')] };

/** Who may read what: every role, every place, every owner; whoever owns something of a lead that is somebody else's reads it, too. */
const allowed: Record<string, (place: string, ownedBy: string, isSeated: boolean, sentTo: string) => boolean> = {
  admin: () => true,
  marketer: () => true,
  'manager of all': () => true,
  'manager of the south': (place) => place === 'Hồ Chí Minh',
  'manager of Hà Nội': (place) => place === 'Hà Nội',
  'leader of the south': (_, ownedBy, isSeated, sentTo) =>
    isSeated || ownedBy === 'Lan' || (ownedBy === 'nobody' && sentTo === 'sent to the south'),
  'leader of two pools': (_, ownedBy, isSeated, sentTo) =>
    isSeated || ownedBy === 'Phúc' || (ownedBy === 'nobody' && sentTo === 'sent to the north'),
  'rep Lan': (_, ownedBy, isSeated) => ownedBy === 'Lan' || isSeated,
};

/** The lead of a case; only what decides about rights is told. */
function leadOf(place: string, ownedBy: string, sentTo: string): LeadInScope {
  const region = Object.entries(places).find(([name]) => name === place)?.[1];
  if (!region) throw new Error('no such case');
  return {
    owner: Object.entries(owners).find(([name]) => name === ownedBy)?.[1] ?? null,
    routing: Object.entries(routed).find(([name]) => name === sentTo)?.[1] ?? null,
    region: { ...region, provinceName: null, formerCode: null, reason: 'given', raw: null },
  };
}

const product = <One, Other>(one: readonly One[], other: readonly Other[]) => one.flatMap((a) => other.map((b) => [a, b] as const));
const readers = Object.entries(principals);
const leadCases = product(Object.keys(places), product(Object.keys(owners), product(Object.keys(routed), Object.entries(seats)))).map(
  ([place, [ownedBy, [sentTo, [seat, subjects]]]]) => ({ place, ownedBy, sentTo, seat, subjects }),
);

/** The cases in which the answer is not the expected one; where a seat counts for nothing, with one and without. */
function wrongAnswers(
  action: LeadAction,
  isExpected: (who: string, wants: boolean, principal: Principal) => boolean,
  { doesSeatCount } = { doesSeatCount: true },
): string[] {
  return product(readers, leadCases).flatMap(([[who, principal], { place, ownedBy, sentTo, seat, subjects }]) => {
    const isSeated = doesSeatCount && subjects.length > 0;
    const expected = isExpected(who, allowed[who]?.(place, ownedBy, isSeated, sentTo) ?? false, principal);
    const given = may(principal, action, leadOf(place, ownedBy, sentTo), subjects);
    return given === expected ? [] : [`${who}: lead in ${place}, of ${ownedBy}, ${sentTo}, ${seat}`];
  });
}

describe('invariant 8: who may do what with which lead', () => {
  it('has a case for every role', () => {
    expect([...new Set(Object.values(principals).map(({ role }) => role))].sort()).toEqual([...Role.options].sort());
    expect(Object.keys(allowed)).toEqual(Object.keys(principals));
  });

  it.each(['lead.read', 'submission.read'] as const)('lets each role do what its scope says: %s', (action) => {
    expect(wrongAnswers(action, (_, isInScope) => isInScope)).toEqual([]);
  });

  it.each(['lead.contact', 'lead.correct', 'call.log'] as const)('lets all but marketers do it with what they may read: %s', (action) => {
    expect(wrongAnswers(action, (_, isInScope, { role }) => isInScope && role !== 'marketer')).toEqual([]);
  });

  it('lets those who plan what leads are to get keep lists of leads that they may read', () => {
    const planners = ['admin', 'manager', 'marketer'];

    expect(wrongAnswers('segment.keep', (_, isInScope, { role }) => isInScope && planners.includes(role))).toEqual([]);
  });

  it('leaves the lead itself to whoever has it, and not another need of the person', () => {
    const isExpected = (_: string, isInScope: boolean, { role }: Principal) => isInScope && role !== 'marketer';

    expect(wrongAnswers('lead.move', isExpected, { doesSeatCount: false })).toEqual([]);
    expect(
      wrongAnswers('purchase.void', (who, isInScope, principal) => isExpected(who, isInScope, principal) && principal.role !== 'rep', {
        doesSeatCount: false,
      }),
    ).toEqual([]);
  });

  it('shows a leader nothing without pools', () => {
    const nobody: Principal = { role: 'leader', userId: 'l', pools: [] };

    const seen = leadCases.filter(({ place, ownedBy, sentTo }) => may(nobody, 'lead.read', leadOf(place, ownedBy, sentTo), []));

    expect(seen).toEqual([]);
  });

  it('shows what became of no lead to those alone who see all leads', () => {
    expect(readers.filter(([, one]) => scopeOf(one, 'submission.read') === 'all').map(([who]) => who)).toEqual(['admin', 'marketer']);
  });

  it.each(['quarantine.read', 'quarantine.decide'] as const)(
    'shows a post that is held back to admins and to managers of its place: %s',
    (action) => {
      const seen = Object.entries(places).map(([place, region]) => [
        place,
        readers.filter(([, principal]) => mayWithPost(principal, action, region)).map(([who]) => who),
      ]);

      expect(Object.fromEntries(seen)).toEqual({
        'Hồ Chí Minh': ['admin', 'manager of all', 'manager of the south'],
        'Hà Nội': ['admin', 'manager of all', 'manager of Hà Nội'],
        nowhere: ['admin', 'manager of all', 'manager of the south', 'manager of Hà Nội'],
      });
      expect(rolesOf((one) => mayAtAll(one, action))).toEqual(['admin', 'manager']);
    },
  );

  it('shows contact details to all but marketers', () => {
    expect(readers.filter(([, principal]) => !seesContactDetails(principal)).map(([who]) => who)).toEqual(['marketer']);
  });
});

const rolesOf = (isAllowed: (principal: Principal) => boolean): string[] => [
  ...new Set(readers.filter(([, principal]) => isAllowed(principal)).map(([, { role }]) => role)),
];

describe('who may configure', () => {
  it('lets those who write rules publish what reaches no contact details, and admins the rest', () => {
    const who = (action: ConfigAction) =>
      Object.fromEntries(configKinds.map((kind) => [kind.name, rolesOf((one) => mayWithKind(one, action, kind))]));

    const all = Object.fromEntries(configKinds.map(({ name }) => [name, ['admin', 'marketer']]));
    expect(who('config.read')).toEqual({ ...all, users: ['admin'], competitors: ['admin'] });
    expect(who('config.publish')).toEqual({
      ...all,
      users: ['admin'],
      competitors: ['admin'],
      reps: ['admin'],
      webhooks: ['admin'],
      connectors: ['admin'],
    });
  });

  it('lets those who write rules try them', () => {
    expect(rolesOf((one) => may(one, 'scoring.backtest'))).toEqual(['admin', 'marketer']);
    expect(rolesOf((one) => mayAtAll(one, 'scoring.backtest'))).toEqual(['admin', 'marketer']);
  });
});

describe('who counts leads', () => {
  it('is whoever plans what leads are to get', () => {
    expect(rolesOf((one) => may(one, 'segment.count'))).toEqual(['admin', 'marketer', 'manager']);
  });
});

describe('who calls', () => {
  const claims = { token_use: 'id', email: 'lan.tran@example.com', email_verified: 'true' };

  it('takes role and rep from the configuration, never from claims', async () => {
    const users = await createFixedConfig().current(userKind);

    const principal = principalOf({ ...claims, email: 'LAN.Tran@example.com', role: 'admin', 'cognito:groups': '[admin]' }, users);

    expect(principal).toEqual({ role: 'rep', userId: 'user-lan', repId: 'rep-lan' });
  });

  it.each([
    ['no claims', undefined],
    ['an access token', { ...claims, token_use: 'access' }],
    ['an address nobody verified', { ...claims, email_verified: 'false' }],
    ['no address', { ...claims, email: undefined }],
  ])('refuses %s', async (_, given) => {
    const users = await createFixedConfig().current(userKind);

    expect(() => principalOf(given, users)).toThrow(UnauthenticatedError);
  });

  it('knows nothing for a user who is not configured', async () => {
    const users = await createFixedConfig().current(userKind);

    expect(() => principalOf({ ...claims, email: 'stranger@example.com' }, users)).toThrow(NotFoundError);
  });
});

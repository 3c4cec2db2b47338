import { describe, expect, it } from '@jest/globals';
import {
  mayCorrectLead,
  mayPublishConfig,
  mayReadConfig,
  mayReadLead,
  type Principal,
  principalOf,
  seesContactDetails,
} from '../../../shared/access/index.ts';
import { userKind } from '../../../shared/access/user-config.ts';
import { configKinds } from '../../../shared/config-registry/index.ts';
import { NotFoundError, UnauthenticatedError } from '../../../shared/platform/errors.ts';
import { DecisionId, PoolId, RepId } from '../../../shared/platform/ids.ts';
import { createFixedConfig } from '../../support/lead-world/config.ts';

const lan = RepId.parse('rep-lan');
const phuc = RepId.parse('rep-phuc');
const principals: Record<string, Principal> = {
  admin: { role: 'admin', userId: 'admin' },
  marketer: { role: 'marketer', userId: 'marketer' },
  'manager of all': { role: 'manager', userId: 'm', regions: [] },
  'manager of the south': { role: 'manager', userId: 'm', regions: ['south'] },
  'manager of Hà Nội': { role: 'manager', userId: 'm', regions: ['01'] },
  'rep Lan': { role: 'rep', userId: 'lan', repId: lan },
};
const owner = (repId: RepId) => ({
  repId,
  poolId: PoolId.parse('south'),
  since: '2026-11-22T03:00:00.000Z',
  decisionId: DecisionId.parse('D1'),
});
const places = {
  'Hồ Chí Minh': { provinceCode: '79', macroRegion: 'south' as const },
  'Hà Nội': { provinceCode: '01', macroRegion: 'north' as const },
  nowhere: { provinceCode: null, macroRegion: null },
};
const owners = { Lan: owner(lan), Phúc: owner(phuc), nobody: null };

/** What else the caller owns of the lead. */
const seats = { 'without a seat': false, 'with a seat': true };

/** Who may read what: every role, every place, every owner; whoever owns something of a lead that is somebody else's reads it, too. */
const allowed: Record<string, (place: string, ownedBy: string, isSeated: boolean) => boolean> = {
  admin: () => true,
  marketer: () => true,
  'manager of all': () => true,
  'manager of the south': (place) => place === 'Hồ Chí Minh',
  'manager of Hà Nội': (place) => place === 'Hà Nội',
  'rep Lan': (_, ownedBy, isSeated) => ownedBy === 'Lan' || isSeated,
};

describe('invariant 8: who may read which lead', () => {
  const cases = Object.keys(principals).flatMap((who) =>
    Object.keys(places).flatMap((place) =>
      Object.keys(owners).flatMap((ownedBy) =>
        Object.entries(seats).map(([seat, isSeated]) => [who, place, ownedBy, seat, isSeated] as const),
      ),
    ),
  );
  it.each(cases)('%s, lead in %s owned by %s, %s', (who, place, ownedBy, _seat, isSeated) => {
    const principal = principals[who];
    const region = Object.entries(places).find(([name]) => name === place)?.[1];
    const held = Object.entries(owners).find(([name]) => name === ownedBy)?.[1] ?? null;
    if (!principal || !region) throw new Error('no such case');

    const lead = { owner: held, region: { ...region, provinceName: null, formerCode: null, reason: 'given' as const, raw: null } };
    const may = mayReadLead(principal, lead, isSeated);

    expect(may).toBe(allowed[who]?.(place, ownedBy, isSeated));
  });

  it('lets all but marketers put right what they may read', () => {
    const lead = {
      owner: owner(lan),
      region: { ...places['Hồ Chí Minh'], provinceName: null, formerCode: null, reason: 'given' as const, raw: null },
    };

    const may = Object.entries(principals).filter(([, principal]) => mayCorrectLead(principal, lead, false));

    expect(may.map(([who]) => who)).toEqual(['admin', 'manager of all', 'manager of the south', 'rep Lan']);
  });

  it('lets those who write rules publish what reaches no contact details, and admins the rest', () => {
    const callers = Object.entries(principals);
    const who = (may: typeof mayReadConfig) =>
      Object.fromEntries(
        configKinds.map((kind) => [
          kind.name,
          [...new Set(callers.filter(([, one]) => may(one, kind)).map(([, { role }]) => role))].sort(),
        ]),
      );

    const all = Object.fromEntries(configKinds.map(({ name }) => [name, ['admin', 'marketer']]));
    expect(who(mayReadConfig)).toEqual({ ...all, users: ['admin'], competitors: ['admin'] });
    expect(who(mayPublishConfig)).toEqual({ ...all, users: ['admin'], competitors: ['admin'], reps: ['admin'] });
  });

  it('shows contact details to all but marketers', () => {
    expect(
      Object.entries(principals)
        .filter(([, principal]) => !seesContactDetails(principal))
        .map(([who]) => who),
    ).toEqual(['marketer']);
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

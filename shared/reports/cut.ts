import { type Principal, scopeOf } from '../access/index.ts';
import type { Cut } from './rules-cut.ts';

/** Tells of which leads somebody is told in numbers, by their right to reports. */
export function cutOf(principal: Principal): Cut {
  switch (scopeOf(principal, 'report.read')) {
    case 'all':
      return { kind: 'all' };
    case 'region':
      // Who is a manager of no region in particular is one of all.
      return principal.role === 'manager' && principal.regions.length === 0
        ? { kind: 'all' }
        : { kind: 'regions', regions: principal.role === 'manager' ? principal.regions : [] };
    case 'pool':
      return { kind: 'pools', pools: principal.role === 'leader' ? principal.pools : [] };
    default:
      return { kind: 'own', repId: principal.role === 'rep' ? principal.repId : '' };
  }
}

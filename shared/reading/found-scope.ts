import type { Principal } from '../access/index.ts';
import { codeOf } from '../cards/index.ts';
import { type FindRow, parseScope } from '../search/index.ts';

/** Saves reading leads that the caller may not see; the right itself is checked on the lead. */
export function foundScopeTest(principal: Principal): (row: FindRow) => boolean {
  if (principal.role === 'leader') {
    const codes = new Set<string>(principal.pools.map(codeOf));
    return ({ scope }) => {
      const known = parseScope(scope);
      return known === null || !known.isWhole || known.pools.some((code) => codes.has(code));
    };
  }
  if (principal.role !== 'manager' || principal.regions.length === 0) return () => true;
  const { regions } = principal;
  return ({ scope }) => {
    const known = parseScope(scope);
    return known === null || regions.includes(known.region) || (known.provinceCode !== null && regions.includes(known.provinceCode));
  };
}

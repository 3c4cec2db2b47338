import type { Digests } from '../platform/digests.ts';
import type { Firm, FirmLikeness } from './firm.ts';
import { firmIdsOf } from './rules-firm-ids.ts';
import { firmNameKey, isNamedLike, isSameFirmName } from './rules-firm-name.ts';

/** Under which firms of this country register their names, the commonest first. */
const suffixes = ['vn', 'com.vn', 'com', 'net', 'net.vn', 'org', 'org.vn', 'asia', 'biz', 'info'];
/** Shorter labels are those of too many firms; a label of a domain has 63 letters at most. */
const shortest = 4;
const longest = 63;
/** As many labels of a firm as are tried. */
const mostLabels = 3;

const labelOf = (domain: string): string => domain.split('.')[0] ?? '';

/** Returns the domains under which a firm that is called like this one may have its mailboxes: by its own domains and by its name, under other suffixes. */
export function domainsLike({ name, domains }: Pick<Firm, 'name' | 'domains'>): readonly string[] {
  const joined = firmNameKey(name ?? '').replaceAll(' ', '');
  const labels = [...new Set([...domains.map(labelOf), joined])].filter(({ length }) => length >= shortest && length <= longest);
  const all = labels.slice(0, mostLabels).flatMap((label) => suffixes.map((suffix) => `${label}.${suffix}`));
  return all.filter((domain) => !domains.includes(domain));
}

/** Tells whether a firm is found by its name alone: no domain of it is called so. */
export function isFoundByName({ name, domains }: Pick<Firm, 'name' | 'domains'>): boolean {
  return firmNameKey(name ?? '').length >= shortest && !domains.some((domain) => isNamedLike(domain, name));
}

/** Returns by which firms that are called alike are found; null where the name says nothing. */
export function nameDigestOf(name: string | null, digests: Pick<Digests, 'firmName'>): string | null {
  const key = firmNameKey(name ?? '');
  return key === '' ? null : digests.firmName(key);
}

/** A firm that may be the same as another one. */
export interface AlikeFirm {
  readonly firm: Firm;
  /** The domain under which it was found; null: it was found by its name. */
  readonly domain: string | null;
  /** Whether people of both are in one province; null: of one of them nobody is known. */
  readonly isNear: boolean | null;
}

/**
 * Tells why two firms may be one, for people to decide; null: nothing says so. Firms with a tax code each are two, whatever they are called; a name without a domain says something only
 * within one province, or of a firm that somebody made known by hand.
 */
export function likenessOf(one: Firm, { firm: other, domain, isNear }: AlikeFirm): FirmLikeness | null {
  if (firmIdsOf(one).includes(other.companyId) || firmIdsOf(other).includes(one.companyId)) return null;
  if (one.taxCode && other.taxCode) return null;
  if (domain !== null && one.domains.some((own) => labelOf(own) === labelOf(domain))) return 'similarDomain';
  if (domain !== null) return 'domainLikeName';
  const isByHand = isNear === null && [one, other].some(({ createdBy }) => createdBy.kind === 'user');
  return isSameFirmName(one.name, other.name) && (isNear === true || isByHand) ? 'sameName' : null;
}

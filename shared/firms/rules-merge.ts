import type { Firm, FirmGift } from './firm.ts';
import { firmIdsOf, mostDomains, mostMembers } from './rules-firm-ids.ts';

export type FirmMergeRefusal = 'sameCompany' | 'tooMany' | 'tooManyDomains';

/** Tells why two firms that are left cannot become one; null: they can. */
export function whyNotMerged(survivor: Firm, loser: Firm): FirmMergeRefusal | null {
  if (survivor.companyId === loser.companyId) return 'sameCompany';
  if ([...firmIdsOf(survivor), ...firmIdsOf(loser)].length > mostMembers + 1) return 'tooMany';
  return domainsOf(survivor, loser).length > mostDomains ? 'tooManyDomains' : null;
}

const domainsOf = (survivor: Firm, loser: Firm) => [...new Set([...survivor.domains, ...loser.domains])];

/**
 * Works out what a firm becomes when another one becomes part of it. What it says stays, its owner as well; what it leaves empty the other one fills. Guards of
 * tax codes and domains stay whose they are, and are followed.
 */
export function mergedFirm(survivor: Firm, loser: Firm): { readonly firm: Firm; readonly gave: FirmGift } {
  const { name, nameDigest, taxCode, owner } = loser;
  const givesName = survivor.name === null && name !== null;
  const givesOwner = survivor.owner === null && owner !== null;
  const firm: Firm = {
    ...survivor,
    ...(givesName ? { name, ...(nameDigest === undefined ? {} : { nameDigest }) } : {}),
    taxCode: survivor.taxCode ?? taxCode,
    domains: domainsOf(survivor, loser),
    owner: survivor.owner ?? owner,
    members: [...(survivor.members ?? []), ...firmIdsOf(loser)],
  };
  return { firm, gave: { ...(givesName ? { name } : {}), ...(givesOwner ? { ownerRepId: owner.repId } : {}) } };
}

/** Says to which firm a tax code or a domain belongs by its guard. */
export interface GuardHolders {
  taxCode(digest: string): string | undefined;
  domain(domain: string): string | undefined;
}

/** An edge of the tree that a merge made: who became part, of whom, and what that gave. */
export interface FirmEdge {
  readonly parent: Firm;
  readonly gave: FirmGift;
}

/**
 * Works out what firms become when one of them is no part of the others any more: codes and domains go to whom their guards name, with what was found under them since; a name or
 * an owner that came with it goes where nobody has changed it since.
 * @param edges from the part up to the firm that is left
 */
export function partedFirms(
  part: Firm,
  edges: readonly FirmEdge[],
  holders: GuardHolders,
): { readonly part: Firm; readonly parents: readonly Firm[] } {
  const own = new Set<string | undefined>(firmIdsOf(part));
  const root = edges.at(-1)?.parent ?? part;
  const isOwnCode = (firm: Firm) => firm.taxCode !== null && own.has(holders.taxCode(firm.taxCode.digest));
  const isOwnDomain = (domain: string) => own.has(holders.domain(domain));
  const parted: Firm = {
    ...part,
    mergedInto: null,
    taxCode: isOwnCode(part) ? part.taxCode : isOwnCode(root) ? root.taxCode : null,
    domains: [...new Set([...part.domains, ...root.domains])].filter(isOwnDomain).slice(0, mostDomains),
  };
  // What a firm higher up has of it came through all below.
  let isNameGone = true;
  let isOwnerGone = true;
  const parents = edges.map(({ parent, gave }): Firm => {
    isNameGone &&= gave.name !== undefined && parent.name === gave.name;
    isOwnerGone &&= gave.ownerRepId !== undefined && parent.owner?.repId === gave.ownerRepId;
    const { members = [], nameDigest, ...rest } = parent;
    const left = members.filter((member) => !own.has(member));
    return {
      ...rest,
      ...(isNameGone ? { name: null } : nameDigest === undefined ? {} : { nameDigest }),
      taxCode: isOwnCode(parent) ? null : parent.taxCode,
      domains: parent.domains.filter((domain) => !isOwnDomain(domain)),
      owner: isOwnerGone ? null : parent.owner,
      ...(left.length > 0 ? { members: left } : {}),
    };
  });
  return { part: parted, parents };
}

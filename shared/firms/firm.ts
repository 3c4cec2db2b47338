import { z } from 'zod';
import { CompanyId, RepId } from '../platform/ids.ts';

/** A firm that leads belong to. */
export const Firm = z.object({
  companyId: CompanyId,
  version: z.number().int().positive(),
  /** Null where nobody has named it yet. */
  name: z.string().nullable(),
  /** By which firms that are called alike are found; none where the name says nothing. */
  nameDigest: z.string().exactOptional(),
  /** `shown` is all of an enterprise's code, and the last three digits of a household's, which is a person's. */
  taxCode: z.object({ kind: z.enum(['enterprise', 'household']), shown: z.string(), digest: z.string() }).nullable(),
  /** Domains whose mailboxes are the firm's. */
  domains: z.array(z.string()),
  /** To whom the people of the firm go, where pools say so. */
  owner: z.object({ repId: RepId, since: z.string() }).nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
  /** The post or the user by whom it became known. */
  createdBy: z.object({ kind: z.enum(['submission', 'user']), id: z.string() }),
  /** The firm that this one became part of; null: it is one of its own. */
  mergedInto: CompanyId.nullable().default(null),
  /** All firms that are part of this one, over any number of merges. */
  members: z.array(CompanyId).exactOptional(),
});
export type Firm = z.infer<typeof Firm>;

/** Why two firms may be one: their domains differ by the suffix alone, a domain is called like the other firm, or both are called so and have people in one province. */
export const FirmLikeness = z.enum(['similarDomain', 'domainLikeName', 'sameName']);
export type FirmLikeness = z.infer<typeof FirmLikeness>;

/** What the firm that is left had not, and has from one that became part of it; what guards name needs no record. */
export const FirmGift = z.object({ name: z.string().exactOptional(), ownerRepId: RepId.exactOptional() });
export type FirmGift = z.infer<typeof FirmGift>;

/** Which firm has a domain. `isShared`: mailboxes of several firms are there, so that it tells of none. */
export const DomainClaim = z.object({
  version: z.number().int().positive(),
  companyId: CompanyId,
  isShared: z.boolean().default(false),
});
export type DomainClaim = z.infer<typeof DomainClaim>;

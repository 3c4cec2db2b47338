import { isDeepStrictEqual } from 'node:util';
import { type Lead, readLeadItself } from '../leads/index.ts';
import { type LeadId, refText } from '../platform/ids.ts';
import { indexKeys, keys } from '../platform/keys.ts';
import { ConditionFailedError, type Item } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import type { ChangedItem, LeadChanges, Projected, Projector, ProjectParts } from '../projecting/index.ts';
import { noteAlikeFirms } from './find-alike.ts';
import { readFirmItself } from './store.ts';

/** Keeps the place of a lead among the people of its firm, by which firms list them. */
export const firmPersonProjector: Projector = {
  name: 'firms',
  concerns: mayMovePlace,
  project: projectFirmPerson,
};

const placing = ['companyId', 'mergedInto', 'region'] as const;

/** Most leads are of no firm, and nothing is read for them. The region lies in the profile where the lead is too large. */
function mayMovePlace({ sk, change, images }: ChangedItem): boolean {
  if (sk !== keys.leadSk && sk !== keys.profileSk) return false;
  const { before, after } = images();
  if (sk === keys.profileSk) return !isDeepStrictEqual(before?.region, after?.region);
  const isOfFirm = [before, after].some((image) => typeof image?.companyId === 'string');
  return isOfFirm && (change !== 'MODIFY' || placing.some((name) => !isDeepStrictEqual(before?.[name], after?.[name])));
}

/**
 * Brings the place of a lead up to date, or takes it away where the lead is gone; with who becomes known with a firm it looks for others that may be the same. Safe to repeat, at once and in any order: what is older than what
 * stands never wins, and a lead that changed meanwhile is looked at again.
 */
async function projectFirmPerson(leadId: LeadId, { isNew }: LeadChanges, parts: ProjectParts): Promise<Projected> {
  const { table } = parts;
  return await untilWritten(async (round) => {
    const key = keys.firmPerson(leadId);
    const stored = isNew && round === 1 ? undefined : await table.get(key, { consistent: true });
    const lead = await readLeadItself(table, leadId, { consistent: true });
    if (!lead) {
      if (stored) await table.deleteAll([key]);
      return stored ? 'removed' : 'unchanged';
    }
    const item = rowOf(lead);
    if (isDeepStrictEqual(stored ? withoutVersion(stored) : { ...key }, withoutVersion(item))) return 'unchanged';
    await table.put({
      Item: item,
      ConditionExpression: 'attribute_not_exists(pk) OR leadVersion <= :version',
      ExpressionAttributeValues: { ':version': lead.version },
    });
    if ((await table.get(keys.lead(leadId), { consistent: true }))?.version !== lead.version) throw new ConditionFailedError([], new Map());
    await lookForAlike(lead, stored, parts);
    return 'written';
  });
}

/** Only with whom a firm became known, and with each new person of one that no domain leads to, others are looked for: it is read once. */
async function lookForAlike(lead: Lead, stored: Item | undefined, { table, digests, clock }: ProjectParts): Promise<void> {
  const { companyId, mergedInto, source, region } = lead;
  if (companyId === null || mergedInto !== null || stored?.gsi3pk === indexKeys.peoplePartition(companyId)) return;
  const firm = await readFirmItself(table, companyId);
  const isFirst = firm?.createdBy.id === refText(source.first);
  if (isFirst || firm?.domains.length === 0) await noteAlikeFirms(companyId, region.provinceCode, clock(), { table, digests });
}

const withoutVersion = ({ leadVersion: _version, ...row }: Item): Item => row;

/** A lead of no firm keeps a row that no list shows: a late write of the firm that it was of is older. */
function rowOf({ leadId, version, companyId, mergedInto, region, createdAt }: Lead): Item {
  const place = mergedInto === null && companyId !== null ? { companyId, ...placeOf(companyId) } : {};
  return { ...keys.firmPerson(leadId), leadVersion: version, ...place };

  function placeOf(firm: NonNullable<Lead['companyId']>) {
    return indexKeys.firmPerson(firm, leadId, { region: region.macroRegion ?? 'none', createdAt });
  }
}

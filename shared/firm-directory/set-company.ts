import { type Actor, leadUpdated } from '../../events/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { readFirm } from '../firms/index.ts';
import { changeLead, draftEntry, type Lead, putProvenance, readLead, readProvenance, withNewValue } from '../leads/index.ts';
import { lifecycleInForce } from '../lifecycle/index.ts';
import type { Clock } from '../platform/clock.ts';
import { InvalidInputError, NotFoundError } from '../platform/errors.ts';
import type { CompanyId, IdSource, LeadId } from '../platform/ids.ts';
import { type Table, type WriteItem, writeIfAny } from '../platform/table.ts';
import { refuseOtherVersion, untilWritten } from '../platform/versioned.ts';

export interface SetCompanyParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId'>;
}

/** Somebody says of which firm a lead is. */
export interface CompanyAsked {
  readonly leadId: LeadId;
  /** Null: of none that is known. */
  readonly companyId: CompanyId | null;
  readonly seenVersion?: number | undefined;
  /** Who may decide, and who may see the firm, is for the caller to know. */
  readonly actor: Actor;
  readonly correlationId: string;
  readonly along: (lead: Lead) => readonly WriteItem[];
}

/**
 * Puts a lead to a firm, or takes it off; no post says otherwise from then on.
 * @returns the lead as it stands after it
 * @throws NotFoundError; PreconditionFailedError; InvalidInputError for a firm that is not there
 */
export function setCompany(
  { leadId, companyId, seenVersion, actor, correlationId, along }: CompanyAsked,
  parts: SetCompanyParts,
): Promise<Lead> {
  const { table, config, clock, ids } = parts;
  return untilWritten(async () => {
    const before = await readLead(table, leadId, { consistent: true });
    if (!before) throw new NotFoundError('no such lead');
    refuseOtherVersion('lead', before, seenVersion);
    if (companyId !== null && !(await readFirm(table, companyId))) {
      throw new InvalidInputError('there is no such company', [
        { path: 'companyId', message: 'give the id of a company that you may see' },
      ]);
    }
    const history = await readProvenance(table, before.leadId);
    const isSaid = history.fields.companyId?.[0]?.verified === true;
    if (before.companyId === companyId && isSaid) {
      await writeIfAny(table, along(before));
      return before;
    }
    const at = clock();
    const source = { kind: 'user' as const, id: actor.id };
    const value = { value: companyId ?? '', at: at.toISOString(), source, verified: true };
    const fields = { ...history.fields, companyId: withNewValue(history.fields.companyId, before, before.companyId, value) };
    const writes = [putProvenance(history, { ...history, fields })];
    if (before.companyId === companyId) {
      await table.transact([...writes, ...along(before)]);
      return before;
    }
    const act = { at, actor, cause: { correlationId, causationId: correlationId }, rules: await lifecycleInForce(config), ids };
    const entries = [draftEntry(leadUpdated, { fields: ['companyId'], submission: null })];
    const { after, writes: changed } = changeLead({ ...act, before, draft: () => ({ fields: { companyId }, entries }) });
    await table.transact([...changed, ...writes, ...along(after)]);
    return after;
  });
}

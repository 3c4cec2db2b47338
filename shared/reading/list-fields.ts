import type { ListLeadsQuery } from '../../api/leads/list-leads.ts';
import { type Principal, seesContactDetails } from '../access/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { fieldKind } from '../fields/field-config.ts';
import { answersTo, fieldsAsked, fitsField } from '../fields/index.ts';
import type { Filter } from './list-filters.ts';

/**
 * What a list asks of declared fields. A filter answers as much as a field, so nobody asks for what they are not shown. No card tells of them.
 * @throws InvalidInputError for a field that is not declared or not the caller's to ask for, and for what it cannot hold
 */
export async function fieldFilters(
  { field }: Pick<ListLeadsQuery, 'field'>,
  principal: Principal,
  config: ConfigReader,
): Promise<Filter[]> {
  if (field === undefined) return [];
  const { documents } = await config.current(fieldKind);
  const contact = seesContactDetails(principal);
  const asked = fieldsAsked(field, documents, ({ privacy }) => privacy === 'open' || (privacy === 'personal' && contact));
  return asked.map((one) => ({ byCard: null, byLead: ({ extra }) => fitsField(one.condition, answersTo(one.field, extra)) }));
}

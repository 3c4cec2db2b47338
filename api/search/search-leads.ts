import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { FoundLeadsView } from './found-leads-view.ts';

const anyId = '[A-Za-z0-9]{1,40}';

const SearchQuery = z.strictObject({
  q: z.string().min(1).max(100).optional().meta({
    description:
      'Four digits or more: the last ones of any number; with an @: the start of the address, from three characters on; else words of the name, with or without accents, of which the last may be begun',
  }),
  ids: z
    .string()
    .regex(new RegExp(`^${anyId}(?:,${anyId}){0,7}$`), 'name eight leads at most, with commas between them')
    .optional()
    .meta({
      description: 'Instead of `q`: leads by their ids, such as those that were opened last; who may not be read any more is left out',
    }),
  limit: z.coerce.number().int().min(1).max(20).default(8),
});

export const searchLeadsRoute = defineRoute({
  id: 'searchLeads',
  method: 'GET',
  path: '/v1/search',
  kind: 'read',
  access: 'token',
  right: 'lead.contact',
  throttle: 50,
  query: SearchQuery,
  answer: returns<FoundLeadsView>(),
});

export const searchLeadsContract = () =>
  describeRoute(searchLeadsRoute, {
    tag: 'Leads',
    summary: 'People by name, digits or address, while somebody types',
    description:
      'Finds leads that the caller may read, retired ones among them: those spelt just so first, then those who are called so, then the newest. A request looks at 150 rows at a time; where there may be more, `more` is true, and the next word or digit tells. A word that millions have, such as Nguyễn, finds people with a second one; alone, or with a second one that is only begun, it is looked for among the leads of a rep, or a few of the newest of others. A single word has to be whole for all but reps: until then `more` is true. A number or an address that is masked finds a lead for whoever asked for it, and nobody else. Follows changes within seconds.',
    example: { query: { q: 'hương nguyễn' } },
    answers: { 200: json('Found, perhaps nobody', FoundLeadsView), 422: problem('A parameter is wrong or unknown.') },
  });

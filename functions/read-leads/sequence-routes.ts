import { listEnrolledRoute } from '../../api/sequences/list-enrolled.ts';
import { listSequencesRoute } from '../../api/sequences/list-sequences.ts';
import { listSequencesOfLeadRoute } from '../../api/sequences/list-sequences-of-lead.ts';
import { found, on, type ServedRoute } from '../../shared/http/index.ts';
import { findLead } from '../../shared/reading/index.ts';
import { listEnrolled, listSequences, sequencesOfLead } from '../../shared/sequences/index.ts';
import type { NoteRead, ReadParts } from './app.ts';

/** The routes that show which leads are in sequences. */
export function sequenceRoutes(parts: ReadParts, note: NoteRead): ServedRoute[] {
  return [
    on(listSequencesRoute, async ({ principal }) => found(await listSequences(principal, parts))),
    on(listEnrolledRoute, async ({ principal, params, query }) => {
      const page = await listEnrolled(params.sequenceId, principal, query, parts);
      note(
        principal,
        'leads of a sequence',
        page.items.map(({ leadId }) => leadId),
      );
      return found(page);
    }),
    on(listSequencesOfLeadRoute, async ({ principal, params }) => {
      const lead = await findLead(parts.table, principal, params.leadId, listSequencesOfLeadRoute.right, listSequencesOfLeadRoute.missing);
      note(principal, 'sequences', [lead.leadId]);
      return found(await sequencesOfLead(lead, parts.table));
    }),
  ];
}

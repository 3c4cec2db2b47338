import { listTextsRoute } from '../../api/texts/list-texts.ts';
import { found, on, type ServedRoute } from '../../shared/http/index.ts';
import { findLeadToCall } from '../../shared/worklist/index.ts';
import type { NoteRead, ReadParts } from './app.ts';

/** Read with the first list of texts: whoever opens a lead must not pay for it. */
const texts = () => import('../../shared/texts/show-texts.ts');

/** The route that shows what may be written to a lead. */
export const textRoute = (parts: ReadParts, note: NoteRead): ServedRoute =>
  on(listTextsRoute, async ({ principal, params, query: { lang } }) => {
    const { right: action, missing } = listTextsRoute;
    const lead = await findLeadToCall(parts.table, principal, { leadId: params.leadId, action, missing });
    note(principal, 'texts', [lead.leadId]);
    const { showTexts } = await texts();
    return found(await showTexts(lead, principal, lang, parts));
  });

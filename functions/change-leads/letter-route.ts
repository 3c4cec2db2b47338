import type { LetterView } from '../../api/letters/letter-view.ts';
import { writeLetterRoute } from '../../api/letters/write-letter.ts';
import { type Answer, on, once, type ServedRoute } from '../../shared/http/index.ts';
import { LetterId } from '../../shared/platform/ids.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import { findLead } from '../../shared/reading/index.ts';
import type { ChangeParts } from './app.ts';

const written = (body: LetterView): Answer<LetterView> => ({ status: 201, body });

/** The route by which a colleague writes a mail to a person. */
export const letterRoute = (parts: ChangeParts, log: Log): ServedRoute =>
  on(writeLetterRoute, (request) => {
    const { principal, requestId: correlationId, params, body } = request;
    const { userId } = principal;
    const change = async (keep: (answer: Answer<LetterView>) => readonly WriteItem[]) => {
      // What writes a letter is read with the first: most changes are none.
      const { sendLetter, writeLetter } = await import('../../shared/letters/index.ts');
      const { leadId } = await findLead(parts.table, principal, params.leadId, writeLetterRoute.right, writeLetterRoute.missing);
      const asked = { leadId, principal, correlationId, written: body };
      const letter = await writeLetter({ ...asked, along: (view) => keep(written(view)) }, parts);
      const { letterId, replyId, purpose } = letter;
      log.info('letter written', { userId, leadId, letterId, replyId, purpose });
      await sendLetter({ leadId, letterId: LetterId.parse(letterId), by: userId }, parts);
      return written(letter);
    };
    return once(request, { change }, { ...parts, log });
  });

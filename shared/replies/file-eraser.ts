import type { FileEraser } from '../erasing/index.ts';
import { RawMails } from './raw-mails.ts';

/** Deletes the mails that came to addresses of mails to the person. What could not be told to be anybody's goes by itself. */
export const repliesFiles: FileEraser = {
  capability: 'replies',
  async eraseSlice(place, { leadIds }, { objects }) {
    const ids = [...leadIds].sort();
    const leadId = ids.find((id) => place === null || id >= place);
    if (leadId === undefined) return { gone: 0, next: null };
    const gone = await new RawMails(objects).removeOf(leadId);
    // A lead with more than a call lists is looked at again.
    return { gone, next: gone > 0 ? leadId : (ids[ids.indexOf(leadId) + 1] ?? null) };
  },
};

import { NoteView } from '../../../../api/notes/note-view.ts';
import { changeBy, onlyLeadOf, type Repeatable, toldOf, withLead } from './ask.ts';

/** Somebody writes a note: said twice, it was said twice. */
const writeNote = async (): Promise<Repeatable> => {
  const { world, lead } = await withLead();
  const ask = changeBy(world, 'POST /v1/leads/{leadId}/notes', (isOther) => ({
    path: { leadId: lead.leadId },
    body: { text: isOther ? 'Bận' : 'Hẹn gọi lại' },
  }));
  return { world, isNewEachTime: true, ask, made: toldOf(world, 'note.changed') };
};

/** A note is written anew, or taken away. */
const changeNote = (method: 'PATCH' | 'DELETE') => async (): Promise<Repeatable> => {
  const { world, ask: write, made } = await writeNote();
  const { noteId } = NoteView.parse(JSON.parse((await write()).body));
  const { leadId } = onlyLeadOf(world);
  const before = made().changes;
  return {
    world,
    namesItself: method === 'PATCH',
    ask: changeBy(world, `${method} /v1/leads/{leadId}/notes/{noteId}`, (isOther) => ({
      path: { leadId, noteId: isOther ? 'nosuchnote' : noteId },
      ...(method === 'PATCH' ? { body: { text: 'Hẹn gọi lại sau Tết' } } : {}),
    })),
    made: () => ({ ...made(), changes: made().changes - before }),
  };
};

/** Somebody notes that the person answered: said twice, they did twice. */
const noteReply = async (): Promise<Repeatable> => {
  const { world, lead } = await withLead();
  const ask = changeBy(world, 'POST /v1/leads/{leadId}/replies', (isOther) => ({
    path: { leadId: lead.leadId },
    body: { text: isOther ? 'Bận' : 'Gọi lại nhé' },
  }));
  return { world, isNewEachTime: true, ask, made: toldOf(world, 'mail.replied') };
};

/** Somebody writes to the person: said twice, two mails go out. */
const writeLetter = async (): Promise<Repeatable> => {
  const { world, lead } = await withLead();
  const ask = changeBy(world, 'POST /v1/leads/{leadId}/letters', (isOther) => ({
    path: { leadId: lead.leadId },
    body: { subject: isOther ? 'Lịch hẹn' : 'Báo giá', text: 'Em gửi như đã hẹn.' },
  }));
  return { world, isNewEachTime: true, ask, made: toldOf(world, 'letter.written') };
};

/** Notes about leads, and that their people answered. */
export const noteRoutes = {
  'POST /v1/leads/{leadId}/notes': writeNote,
  'POST /v1/leads/{leadId}/letters': writeLetter,
  'POST /v1/leads/{leadId}/replies': noteReply,
  'PATCH /v1/leads/{leadId}/notes/{noteId}': changeNote('PATCH'),
  'DELETE /v1/leads/{leadId}/notes/{noteId}': changeNote('DELETE'),
} as const;

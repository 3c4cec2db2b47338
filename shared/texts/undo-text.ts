import type { Actor } from '../../events/index.ts';
import { textUndone } from '../../events/index.ts';
import { draftEntry, noteOnLead, readLead } from '../leads/index.ts';
import { NotFoundError, NotPossibleNowError } from '../platform/errors.ts';
import type { LeadId, TextId } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { changed, readTasks, type Task, writeTasks } from '../tasks/index.ts';
import { readNumberTexts, uncountText } from './number-texts.ts';
import type { TextParts } from './record-text.ts';
import { deleteSentText, readSentTexts, type SentText } from './sent-text.ts';
import { isUndoable, undoHours } from './view.ts';

/** Somebody takes back a text that they noted by mistake. */
export interface UndoTextAsked {
  readonly leadId: LeadId;
  readonly textId: TextId;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly along: () => readonly WriteItem[];
}

/** More than anybody notes of a lead within the time in which it can be taken back. */
const lookedAtTexts = 100;

/**
 * Takes back a text that its author noted by mistake: it counts no more, and the tasks that it ended are to be done again.
 * @throws NotFoundError, also when somebody else noted it; NotPossibleNowError when it was noted too long ago
 */
export function undoText({ leadId, textId, actor, correlationId, along }: UndoTextAsked, parts: Omit<TextParts, 'config'>): Promise<void> {
  return untilWritten(async () => {
    const { table, clock, ids } = parts;
    const now = clock();
    const lead = await readLead(table, leadId, { consistent: true });
    if (!lead) throw new NotFoundError('no such lead');
    const [texts, tasks] = await Promise.all([
      readSentTexts(table, lead, { limit: lookedAtTexts, consistent: true }),
      readTasks(table, lead),
    ]);
    const text = texts.find((one) => one.textId === textId && one.by === actor.id);
    if (!text) throw new NotFoundError('no such text');
    if (!isUndoable(text, now)) {
      throw new NotPossibleNowError(
        `A text can be taken back within ${undoHours} hours. Chỉ bỏ được tin nhắn ghi nhầm trong vòng ${undoHours} giờ.`,
      );
    }
    const number = await readNumberTexts(table, text.phone);
    const { script, channel } = text;
    const act = { at: now, actor, cause: { correlationId, causationId: correlationId } };
    const { writes } = noteOnLead(lead, [draftEntry(textUndone, { textId, script, channel })], act, ids);
    const again = lead.status === 'active' ? tasks.filter((task) => wasEndedBy(text, task)) : [];
    const reopened = again.map((task) =>
      changed(task, { status: 'open', endedAt: null, ownerRepId: task.isHandedOver ? task.ownerRepId : (lead.owner?.repId ?? null) }),
    );
    await table.transact([deleteSentText(text), ...uncountText(number, text.at, now), ...writes, ...writeTasks(reopened, now), ...along()]);
  });
}

const wasEndedBy = ({ ended, at }: SentText, { name, status, endedAt }: Task): boolean =>
  status === 'done' && endedAt === at && ended.includes(name);

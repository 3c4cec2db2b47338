import type { TagsView } from '../../api/leads/tag-lead.ts';
import { leadUpdated } from '../../events/index.ts';
import { changeLead, draftEntry, readLead } from '../leads/index.ts';
import { lifecycleInForce } from '../lifecycle/index.ts';
import { NotFoundError } from '../platform/errors.ts';
import type { LeadId } from '../platform/ids.ts';
import { type WriteItem, writeIfAny } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import type { EditParts } from './edit-lead.ts';
import { type TagChange, tagsAfter } from './rules-tags.ts';

/** A colleague puts tags on a lead, or takes them off. */
export interface TagAsked {
  readonly leadId: LeadId;
  readonly change: TagChange;
  readonly userId: string;
  readonly correlationId: string;
  /** Returns further writes for the same transaction. */
  readonly along: (view: TagsView) => readonly WriteItem[];
}

/** Changes the tags of a lead; nothing is told where they are as before. @throws NotFoundError; InvalidInputError */
export function tagLead(
  { leadId, change, userId, correlationId, along }: TagAsked,
  { table, config, clock, ids }: Pick<EditParts, 'table' | 'config' | 'clock' | 'ids'>,
): Promise<TagsView> {
  return untilWritten(async () => {
    const before = await readLead(table, leadId, { consistent: true });
    if (!before) throw new NotFoundError('no such lead');
    const tags = [...tagsAfter(before.tags, change)];
    const view = { leadId: before.leadId, tags };
    const isSame = tags.length === before.tags.length && tags.every((tag, place) => tag === before.tags[place]);
    const changed = isSame
      ? []
      : changeLead({
          at: clock(),
          actor: { kind: 'user', id: userId },
          cause: { correlationId, causationId: correlationId },
          before,
          ids,
          rules: await lifecycleInForce(config),
          draft: () => ({ fields: { tags }, entries: [draftEntry(leadUpdated, { fields: ['tags'], submission: null })] }),
        }).writes;
    await writeIfAny(table, [...changed, ...along(view)]);
    return view;
  });
}

import type { EntryView, GroupKind, GroupView } from '../../api/leads/timeline-view.ts';
import type { EventPlace } from '../tracking/index.ts';

/** One line of a history with what decides which lines are read together. */
export interface ToldLine {
  readonly view: EntryView;
  /** Where it stands in the history. */
  readonly place: EventPlace;
  /** Lines of one key are told as one. */
  readonly key: LineKey;
  /** The line says nothing beside another one of its group. */
  readonly isEmpty: boolean;
}

/** What lines have in common: the visit, the mail, the month of mornings on which a rep is told of overdue tasks, or the moment of the change that wrote them. */
export type LineKey =
  | { readonly of: 'visit'; readonly visit: string }
  | { readonly of: 'mail'; readonly mailId: string }
  | { readonly of: 'overdue'; readonly month: string }
  | { readonly of: 'change'; readonly at: string };

/** Says what belongs to a group beside the lines of its entries. */
export interface GroupWords {
  /** The line of a whole visit. @param ids its events, the oldest first */
  visit(ids: readonly string[]): string;
  /** What a person did with a mail. */
  mail(mailId: string): readonly string[];
}

/**
 * Puts lines together that a person reads as one, each group in the place of its newest line. Every line is in one group.
 * @param lines the newest first
 */
export function groupLines(lines: readonly ToldLine[], words: GroupWords): GroupView[] {
  const groups = new Map<string, [ToldLine, ...ToldLine[]]>();
  for (const line of lines) {
    const name = JSON.stringify(line.key);
    const group = groups.get(name);
    if (group) group.push(line);
    else groups.set(name, [line]);
  }
  return [...groups.values()].map((group) => groupView(group, words));
}

function groupView(newestFirst: readonly [ToldLine, ...ToldLine[]], words: GroupWords): GroupView {
  const [newest] = newestFirst;
  const oldestFirst = newestFirst.toReversed();
  const [oldest = newest] = oldestFirst;
  // What brought a change about is written before what follows from it.
  const [head = oldest, ...others] = oldestFirst.filter(({ isEmpty }) => !isEmpty);
  const group = {
    at: newest.view.at,
    since: oldest.view.at,
    actor: head.view.actor,
    entryIds: newestFirst.map(({ view }) => view.id),
    kind: kindOf(head.view.type),
  };
  const details = others.map(({ view }) => view.summary);
  const { key } = newest;
  switch (key.of) {
    case 'visit': {
      const summary = words.visit(oldestFirst.map(({ view }) => view.id));
      return { id: `visit:${key.visit}`, ...group, summary, details: [] };
    }
    case 'mail':
      // The id of a mail may name a post, which not everybody may know.
      return { id: `mail:${oldest.view.id}`, ...group, summary: head.view.summary, details: [...details, ...words.mail(key.mailId)] };
    case 'overdue': {
      // What is the same every morning is said once.
      const others = new Set(details.filter((detail) => detail !== head.view.summary));
      return { id: `overdue:${key.month}`, ...group, summary: head.view.summary, details: [...others] };
    }
    case 'change':
      return { id: `change:${key.at}`, ...group, summary: head.view.summary, details };
  }
}

/** By the beginning of an entry's type; what is not listed is a change. */
const kinds: readonly (readonly [beginning: string, kind: GroupKind])[] = [
  ['visit.', 'visit'],
  ['submission.', 'post'],
  ['lead.created', 'post'],
  ['call.', 'call'],
  ['mail.', 'mail'],
  ['engagement.', 'mail'],
  ['task.', 'task'],
  ['opportunity.', 'sale'],
  ['purchase.', 'sale'],
];

function kindOf(type: string): GroupKind {
  return kinds.find(([beginning]) => type.startsWith(beginning))?.[1] ?? 'change';
}

import type { Digests, EmailDigest, PhoneDigest } from '../platform/digests.ts';
import type { ErasureId, LeadId } from '../platform/ids.ts';
import type { Item, Table, WriteItem } from '../platform/table.ts';

/** Text for people, in both languages. */
interface Both {
  readonly vi: string;
  readonly en: string;
}

/** Who is erased: all records that are this person, by ids and keyed digests alone. */
export interface ErasedPerson {
  readonly erasureId: ErasureId;
  readonly leadIds: ReadonlySet<LeadId>;
  /** Addresses that were the person's own. */
  readonly emails: ReadonlySet<EmailDigest>;
  readonly phones: ReadonlySet<PhoneDigest>;
  /** When the records went: what is posted later is somebody new. */
  readonly closedAt: string;
}

export interface EraserParts {
  readonly table: Table;
  readonly digests: Digests;
  readonly now: Date;
}

/** One write by which something goes, or is counted otherwise, with the kind of item that the certificate counts it as; null: as nothing. */
export interface Removal {
  readonly kind: string | null;
  readonly write: WriteItem;
}

/** What goes along with an item. `isAll`: false where more is left, so that the item has to wait. */
export interface Following {
  readonly removals: readonly Removal[];
  readonly isAll: boolean;
}

/**
 * What becomes of items. `deleted`: they go. `stripped`: facts without an id stay for the figures. `expires`: nothing leads from a person to
 * them, and they go by themselves within so many days. `kept`: they stay, as a proof, or because what they say leads to nobody. `apart`: they are about
 * nobody, and no certificate names them.
 */
export type Fate =
  | { readonly becomes: 'deleted' }
  | { readonly becomes: 'apart' }
  | { readonly becomes: 'stripped' | 'kept'; readonly why: Both }
  | { readonly becomes: 'expires'; readonly withinDays: number; readonly why: Both };

/** What a capability does with its items when a person is erased. */
export interface Eraser {
  readonly capability: string;
  /** Kinds of items, each as the beginnings of its keys: `LEAD NOTE`; `*` for a sort key without one. */
  readonly items: readonly string[];
  /** What they are, for the certificate. */
  readonly name: Both;
  readonly fate: Fate;
  /** True of what only follows from the rest: a person who asks for what is kept of them is not given it twice. @default - it is in their file */
  readonly isDerived?: true;
  /** True where the capability keeps files in which people may be: a `FileEraser` of shared/erasing-registry says what becomes of those. */
  readonly keepsFiles?: true;
  /** Finds what hangs on an item under the lead and goes before it. @default - nothing */
  readonly follow?: (item: Item, person: ErasedPerson, parts: EraserParts) => Promise<Following>;
  /** Tells of an item under the lead that it stays. @default - none does */
  readonly keeps?: (item: Item) => boolean;
}

/** Says what becomes of items of a capability when a person is erased. */
export function defineEraser(eraser: Eraser): Eraser {
  return eraser;
}

/** Names the kind of an item by the beginnings of its keys. */
export function kindOfItem({ pk, sk }: Item): string {
  return `${beginningOf(pk)} ${beginningOf(sk)}`;
}

const beginningOf = (key: unknown): string => String(key).split('#', 1)[0] ?? '';

/** Returns the removal of an item that was read; refused when it is gone, so that nothing is counted twice. */
export function removalOf(item: Item): Removal {
  const { pk, sk } = item;
  return { kind: kindOfItem(item), write: { Delete: { Key: { pk, sk }, ConditionExpression: 'attribute_exists(pk)' } } };
}

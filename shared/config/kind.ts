import type { z } from 'zod';
import type { WriteItem } from '../platform/table.ts';

/** A kind of configuration is a list of these; the id is what other documents and decisions name. */
export interface ConfigDocument {
  readonly id: string;
}

/** What zod cannot see in one document: where it stands, and what is wrong. */
export interface ReferenceFault {
  /** The document's place in its kind. */
  readonly index: number;
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** The documents of every kind as they would stand together; a kind that was never published has none. */
export interface ConfigSnapshot {
  of<Document extends ConfigDocument>(kind: ConfigKind<Document>): readonly Document[];
}

/** `changes`: it decides whom mails with contact details reach. `all`: it tells what roles without contact details must not know, or gives roles. */
export type Reserved = 'nothing' | 'changes' | 'all';

/**
 * What a publisher may confirm, because a version begins something for those whom it finds there already. `starts`: whoever comes into a segment
 * by its new rule is told of as if something had happened to them. `inside`: runs of a sequence that are under way follow its new steps.
 */
export type Confirmation = 'starts' | 'inside';

/** A kind of business configuration, defined once, by the capability whose rules read it. */
export interface ConfigKind<Document extends ConfigDocument = ConfigDocument> {
  /** Stands in keys of the table, in addresses and as the file's name: `pools` → `config/pools.json`. */
  readonly name: string;
  readonly schema: z.ZodType<Document>;
  /** A document as people write it, for the descriptions that they read. */
  readonly example: unknown;
  /** True: the kind has one document only. */
  readonly isSingle: boolean;
  /** True: it says whom to mail, whom to let in or where pages are, so that production refuses examples of addresses in it. */
  readonly holdsAddresses: boolean;
  /** What of it only admins may do, where the rest is for everybody who configures. */
  readonly reserved: Reserved;
  /** What the publisher of a version may confirm; null: nothing. */
  readonly confirmation: Confirmation | null;
  /** True: documents are made into something that is kept beside them, so that whoever publishes needs the kind's compiler. */
  readonly isCompiled: boolean;
  /**
   * Of a document that is new, changed or taken away: the sentence that says why only admins may bring that about; null: everybody who publishes
   * may. The same id before and after; one of the two may be undefined, not both.
   */
  adminsOnly(before: Document | undefined, after: Document | undefined): string | null;
  /** Names the references that lead nowhere, and what the documents of a kind may not be together. Ids used twice are found without it. */
  references(documents: readonly Document[], all: ConfigSnapshot): readonly ReferenceFault[];
  /** Names what documents may be, though hardly anybody means it; it refuses nothing. @default - there is nothing to warn of */
  warnings?(documents: readonly Document[], all: ConfigSnapshot): readonly ReferenceFault[];
  /** Names what documents may not become after what they are in the version before. @default - they may become anything */
  successors?(documents: readonly Document[], before: readonly Document[]): readonly ReferenceFault[];
}

/** What a capability says of its kind; `Input` is a document as people write it. */
export interface KindDefinition<Document extends ConfigDocument, Input> {
  readonly name: string;
  readonly schema: z.ZodType<Document, Input>;
  readonly example: NoInfer<Input>;
  /** @default - any number of documents */
  readonly isSingle?: boolean;
  /** @default - examples of addresses may go into production */
  readonly holdsAddresses?: boolean;
  /** @default 'nothing' */
  readonly reserved?: Reserved;
  /** @default - there is nothing to confirm */
  readonly confirmation?: Confirmation;
  /** @default false */
  readonly isCompiled?: boolean;
  /** @default - nothing beyond `reserved` */
  adminsOnly?(before: Document | undefined, after: Document | undefined): string | null;
  /** @default - refers to nothing */
  references?(documents: readonly Document[], all: ConfigSnapshot): readonly ReferenceFault[];
  /** @default - there is nothing to warn of */
  warnings?(documents: readonly Document[], all: ConfigSnapshot): readonly ReferenceFault[];
  /** @default - documents may become anything */
  successors?(documents: readonly Document[], before: readonly Document[]): readonly ReferenceFault[];
}

/** Makes a kind of what its capability says of it. */
export function defineKind<Document extends ConfigDocument, Input>(definition: KindDefinition<Document, Input>): ConfigKind<Document> {
  return {
    isSingle: false,
    holdsAddresses: false,
    reserved: 'nothing',
    confirmation: null,
    isCompiled: false,
    adminsOnly: () => null,
    references: () => [],
    ...definition,
  };
}

/** Makes of the documents of a kind what is kept beside them, or names what is wrong with those of which it cannot be made. */
export type Compiler = (
  documents: readonly ConfigDocument[],
) => Promise<{ readonly faults: readonly ReferenceFault[]; readonly writes: readonly WriteItem[] }>;

/** Compilers by the names of their kinds. */
export type Compilers = Readonly<Record<string, Compiler>>;

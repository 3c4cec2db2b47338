import type { ConfigDocument, ConfigKind } from './kind.ts';

/** One numbered version of a kind, whole. */
export interface ConfigSet<Document extends ConfigDocument> {
  /** The kind's name. */
  readonly kind: string;
  readonly version: number;
  /** From when on it was in force. */
  readonly publishedAt: string;
  /** The publisher confirmed what the kind lets them (`confirmation`). @default false */
  readonly isConfirmed?: boolean;
  readonly documents: ReadonlyMap<string, Document>;
}

/** How use cases read the configuration; the table-backed one caches for 30 seconds. */
export interface ConfigReader {
  current<Document extends ConfigDocument>(kind: ConfigKind<Document>): Promise<ConfigSet<Document>>;
  /** The version in force at a moment, for judging what was done by it; undefined before the first. */
  at<Document extends ConfigDocument>(kind: ConfigKind<Document>, moment: Date): Promise<ConfigSet<Document> | undefined>;
  /** A past version, for re-running a decision. */
  version<Document extends ConfigDocument>(kind: ConfigKind<Document>, version: number): Promise<ConfigSet<Document>>;
}

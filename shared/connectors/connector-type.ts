import type { PutWrite } from '../platform/table.ts';
import type { ConnectorConfig } from './connector-config.ts';
import type { Delivery } from './delivery.ts';
import type { Pair } from './rules-pairs.ts';
import type { ReceiverSecret } from './secret-names.ts';

/** A request of a platform, as it came. */
export interface Inbound {
  readonly method: 'GET' | 'POST';
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** The very bytes, which signatures are of. */
  readonly body: Buffer;
  readonly at: Date;
}

/** By what a request is known. */
export interface Known {
  readonly connector: ConnectorConfig;
  /** Derived tokens that are good now, the newest first; see `isToken`. */
  readonly tokens: readonly string[];
  /** Values of the secrets that the type names, by their names. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** One thing that a request tells of: a lead, an order, an event. A request may hold several. */
export interface Arrival {
  /** Names it among all that the connector ever tells: the same thing told again has the same text. It is digested before it is kept. */
  readonly id: string;
  /** What is kept of it, for `take`. */
  readonly content: Uint8Array;
  readonly contentType: string;
  /** True: a test of the platform's, which becomes nobody. @default false */
  readonly isTest?: boolean;
}

/** What a platform is answered. */
export interface InboundAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** `refused`: it is not who it says, by a word for the log; `unreadable`: nothing can be made of it, and a repeat would not help. */
export type Read =
  | { readonly kind: 'arrivals'; readonly arrivals: readonly Arrival[] }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** How the function that receives reads a type of connectors. It must be quick, and reaches nothing outside. */
export interface Receiver {
  /** Returns the last parts of the names of its parameters, below `/pheu/STAGE/connectors/CONNECTOR/`. */
  secrets(connector: ConnectorConfig): readonly ReceiverSecret[];
  /** Answers the question by which a platform makes sure that the address is ours; null: it is none of ours. @default - nothing is answered */
  verify?(inbound: Inbound, known: Known): InboundAnswer | null;
  /** Checks who posts, over the very bytes, before anything of them is parsed. */
  read(inbound: Inbound, known: Known): Read;
  /** What the platform wants to hear of what was kept. @default - `{}` */
  readonly accepted?: InboundAnswer;
}

/** A person or an order, as the platform tells of it, before the mapping is asked. */
export interface Told {
  readonly pairs: readonly Pair[];
  /** What paths mean where neither the configuration nor their names say it. */
  readonly targets?: Readonly<Record<string, string>>;
  /** The platform's own id of it; kept with the record, exactly. @default - it has none */
  readonly platformId?: string;
  /** When the person did it; ISO 8601. @default - when it was told */
  readonly happenedAt?: string;
  /** Ids of clicks on advertisements, by the names that pages have them under (`gclid`); kept where the person agreed to tracking. */
  readonly clickIds?: Readonly<Record<string, string>>;
  /** What the person was shown and agreed to is told by the platform itself. @default - by the configuration */
  readonly consent?: { readonly contact?: boolean; readonly newsletter?: boolean };
}

/** What is to be done about a delivery. `fetch`: it only names something, which a call brings; its `tells` goes on with `settleTold`. */
export type Taken =
  | { readonly kind: 'told'; readonly told: Told; readonly isTest?: boolean }
  | { readonly kind: 'fetch'; readonly call: PutWrite }
  | { readonly kind: 'ignored'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** How work reads what the receiver kept of a type of connectors. */
export interface Taker {
  take(delivery: Delivery, connector: ConnectorConfig, at: Date): Taken | Promise<Taken>;
}

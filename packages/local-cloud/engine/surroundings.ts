import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../assembly/json.ts';
import type { LocalClock } from '../clock.ts';
import type { StreamRecord } from '../dynamodb/index.ts';
import type { BusEvent } from '../services/index.ts';
import type { HelperRoute } from './helper-routes.ts';
import type { HttpResponse } from './http-message.ts';

/** What an application sets up around its cloud: hosts of others that its functions ask, who watches, routes and pages below `/_local/`. */
export interface Surroundings {
  /** Hosts of the Internet that are played on this machine; the functions' own clients are led there. */
  readonly hosts?: readonly PlayedHost[];
  readonly watcher?: Watcher;
  /** By method and first part of the path, such as `GET visits`; they go before the routes that every cloud has. */
  readonly routes?: Readonly<Record<string, HelperRoute>>;
  /** A folder of pages: `home.html` answers at `/_local/`, `name.html` at `/_local/name` to whoever wants HTML, other files by their names. */
  readonly pages?: string;
  /** What clients are told beside what every cloud tells: `siteUrls` has the address of each distribution. */
  environment?(siteUrls: readonly string[]): JsonObject;
  close?(): Promise<void>;
}

/** Names that lead to one address of this machine. */
export interface PlayedHost {
  readonly names: readonly string[];
  readonly url: string;
}

/** What a queue mapping has done with a batch. */
export interface WorkedOff {
  readonly done: readonly string[];
  readonly failed: readonly string[];
  readonly traceId: string | undefined;
}

/** Hears what goes on, and changes none of it. */
export interface Watcher {
  /** A function, or the cloud itself, wrote a line. */
  logged?(text: string): void;
  /** An event was put on a bus. */
  published?(event: BusEvent): void;
  /** An item of a table was written or removed. */
  wrote?(record: StreamRecord): void;
  /** Messages of a queue are done with. */
  workedOff?(batch: WorkedOff): void;
  /** A request is about to become a message by an integration without a function. */
  queueing?(body: string): Queueing;
}

/** What is said of a request that becomes a message. */
export interface Queueing {
  /** Stands in the record of messages in place of a body that is nobody's business. @default - the body */
  readonly recordedAs?: string | undefined;
  /** Told once; undefined: the queue refused it. */
  ended(messageId: string | undefined): void;
}

export type OpenSurroundings = (clock: LocalClock) => Promise<Surroundings>;

const types: Readonly<Record<string, string>> = { html: 'text/html', css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' };

/** Finds the page for a path below `/_local/`; undefined where the folder has none. */
export function createPages(folder: string | undefined): (name: string) => HttpResponse | undefined {
  const files = new Set(folder === undefined ? [] : readdirSync(folder));
  return (name) => {
    const file = [name, `${name === '' ? 'home' : name}.html`].find((one) => files.has(one));
    if (folder === undefined || file === undefined) return undefined;
    const type = types[file.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
    return { status: 200, headers: [['content-type', `${type}; charset=utf-8`]], body: readFileSync(join(folder, file)) };
  };
}

import type { z } from 'zod';
import type { AnswerOf, Route } from './route.ts';

/** One status that a route answers, for the API document. */
export interface Described<Body = unknown> {
  readonly description: string;
  readonly mediaType?: string;
  readonly schema?: z.ZodType<Body>;
}

/** Chapters of the API document. */
export type Tag =
  | 'Forms'
  | 'Tracking'
  | 'Links'
  | 'Leads'
  | 'Companies'
  | 'Calls'
  | 'Held acts'
  | 'Late acts'
  | 'Letters'
  | 'Notes'
  | 'Replies'
  | 'Texts'
  | 'Reps'
  | 'Tasks'
  | 'Opportunities'
  | 'Purchases'
  | 'Quarantine'
  | 'Events'
  | 'Rights of a person'
  | 'Webhooks'
  | 'Configuration'
  | 'Routing'
  | 'Scoring'
  | 'Segments'
  | 'Imports'
  | 'Exports'
  | 'Connectors'
  | 'Sequences'
  | 'Mail'
  | 'Reports'
  | 'Session'
  | 'Spend and targets'
  | 'Documentation';

type InputOf<R extends Route, Name extends keyof Route> = R extends { readonly [Key in Name]: infer Schema extends z.ZodType }
  ? { readonly [Key in Name]: z.input<Schema> }
  : object;
/** A request that the route takes; parts with nothing to ask for may be left out. */
export type ExampleOf<R extends Route> = InputOf<R, 'params'> &
  Partial<InputOf<R, 'query'>> &
  InputOf<R, 'body'> &
  Partial<InputOf<R, 'headers'>>;

interface Answers<Body> {
  readonly 200?: Described<Body>;
  readonly 202?: Described<Body>;
  readonly [status: number]: Described;
}

/** What people read of a route. Answers 401 and 404 of routes with a token are the same everywhere and are added. */
export interface Description<R extends Route = Route> {
  readonly tag: Tag;
  readonly summary: string;
  readonly description?: string;
  readonly example: ExampleOf<R>;
  /** Other encodings of the body, by media type. */
  readonly otherBodies?: Readonly<Record<string, z.ZodType>>;
  /** @default false */
  readonly isBodyOptional?: boolean;
  readonly answers: Answers<AnswerOf<R> extends undefined ? unknown : AnswerOf<R>>;
}

/** A request as an example shows it. */
export interface Example {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** All of a route: infra makes it, the API document shows it, tests ask it. */
export type Contract = Route &
  Omit<Description, 'example' | 'answers'> & { readonly example: Example; readonly answers: Readonly<Record<number, Described>> };

/**
 * Completes a route to its contract. Call it within a function that `contracts.ts` calls: a bundle leaves out a function that nobody
 * calls, and with it the schemas of answers that stand in it or in files of their own.
 */
export function describeRoute<R extends Route>(route: R, description: Description<R>): R & Description<R> {
  return { ...route, ...description };
}

/** An answer in JSON. */
export function json<Body>(description: string, schema: z.ZodType<Body>): Described<Body> {
  return { description, mediaType: 'application/json', schema };
}

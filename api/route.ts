import type { z } from 'zod';
import type { Action } from './actions.ts';

/** Which routes share a function: those that need the same rights of the table and as much time. */
export type RouteKind =
  /** A visitor's questions and post: each a function of its own, because pages wait for them. */
  | 'show'
  | 'capture'
  /** What platforms tell: alone, because it knows their secrets. */
  | 'inbound'
  /** Straight into the queue of beacons. */
  | 'beacon'
  /** Pages behind signed links in mails. */
  | 'link'
  | 'read'
  | 'change'
  | 'configure'
  /** Makes mails of what marketers write. */
  | 'compile'
  /** Holds a function for many seconds. */
  | 'long'
  /** Reads the facts of many leads and counts: apart, so that who opens a lead does not wait behind it. */
  | 'report'
  | 'docs'
  /** Signs people of the company in; knows cookies and nothing else. */
  | 'session';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

interface RouteParts {
  /** The operation's id in the API document. */
  readonly id: string;
  readonly method: Method;
  readonly path: `/v1/${string}`;
  readonly kind: RouteKind;
  /** Requests per second, twice as many at once; or the name of the setting that says it. */
  readonly throttle: number | 'postsPerSecond' | 'eventsPerSecond';
  /** What a 404 says is not there. @default - nothing in particular */
  readonly missing?: string;
  readonly params?: z.ZodObject;
  /** Unknown names are refused where the schema is strict. @default - parameters are not looked at */
  readonly query?: z.ZodObject;
  /** By their names in the document; read by their names in small letters. */
  readonly headers?: z.ZodObject;
  /** JSON; an empty body is as good as `{}`. */
  readonly body?: z.ZodObject;
  /** @default - the function that reads the body bounds it */
  readonly maxBodyKb?: number;
  /** Type of the JSON that is answered when all went well. @default - no body */
  readonly answer?: Returns<unknown>;
}

/**
 * Visitors have no credentials. `preflight`: the function answers OPTIONS itself, because each form lists its own origins.
 * `head`: it answers HEAD as well, by which programs look at links before people do.
 */
export interface PublicRoute extends RouteParts {
  readonly access: 'public';
  readonly preflight?: boolean;
  readonly head?: boolean;
}

/** For the ID token of a user; without the right the answer is the 404 of what is not there. */
export interface TokenRoute extends RouteParts {
  readonly access: 'token';
  readonly right: Action;
  /** `NoQuery` where there are no parameters, so that one that is misspelt, or meant for the body, is refused and not passed over. */
  readonly query: z.ZodObject;
  /** Answers how to reach a person whose details are masked everywhere else. @default - what is masked is masked here as well */
  readonly reveals?: true;
  /** Pages ask again and again: its answers carry a weak ETag, and what did not change since is a 304. @default - as the handler says */
  readonly polled?: true;
}

export type Route = PublicRoute | TokenRoute;

/** Carries a type and nothing else, so that a function need not carry the schema of what it answers. */
export type Returns<Body> = { readonly body: Body } | undefined;

/** Names the type of a route's answer; its schema stands in the contract. */
export function returns<Body>(): Returns<Body> {
  return undefined;
}

/**
 * Defines the half of a contract that the serving function carries: what is matched, asked for and parsed.
 * Infra, the API document and tests read the other half as well, see `describeRoute`.
 */
export function defineRoute<const Definition extends Route>(route: Definition): Definition {
  return route;
}

/** Method and path, as API Gateway names a route. */
export const routeKeyOf = ({ method, path }: Pick<Route, 'method' | 'path'>): string => `${method} ${path}`;

type Part<R extends Route, Name extends keyof Route> = R extends { readonly [Key in Name]: infer Schema extends z.ZodType }
  ? Schema
  : never;
/** What a handler is given of a part of the request; an empty object for a part that the route does not have. */
export type PartOf<R extends Route, Name extends 'params' | 'query' | 'headers' | 'body'> = [Part<R, Name>] extends [never]
  ? object
  : z.output<Part<R, Name>>;
/** The JSON that a handler answers with; undefined for a route that answers without a body. */
export type AnswerOf<R extends Route> = R extends { readonly answer: Returns<infer Body> } ? Body : undefined;

import { z } from 'zod';
import type { PartOf, TokenRoute } from '../../api/route.ts';
import type { Principal, UserEvent } from '../access/index.ts';
import { type FieldFault, InvalidInputError, NotFoundError } from '../platform/errors.ts';
import { readJsonBody } from '../platform/http.ts';

/** What an HTTP API with a JWT authoriser hands over. */
export interface RequestEvent extends UserEvent {
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

/** A user's request, parsed by the contract of its route. */
export interface UserRequest<R extends TokenRoute> {
  readonly principal: Principal;
  readonly requestId: string;
  readonly params: PartOf<R, 'params'>;
  readonly query: PartOf<R, 'query'>;
  readonly body: PartOf<R, 'body'>;
  readonly headers: PartOf<R, 'headers'>;
  /** As the gateway handed it over, for what no contract tells, such as the language of a browser. */
  readonly event: RequestEvent;
}

/** Lambda takes no more. */
const largestBodyKb = 6_144;

/**
 * Parses a request by its contract. A path that names nothing comes last: it is a 404, as for what is not there.
 * @throws InvalidInputError with one entry per fault; an unknown name is named. NotFoundError for an id that cannot be one
 */
export function readRequest<R extends TokenRoute>(route: R, principal: Principal, event: RequestEvent): UserRequest<R> {
  const query = readPart(route.query, event.queryStringParameters ?? {}, theQuery);
  const body = route.body && readPart(route.body, readJsonBody(event, (route.maxBodyKb ?? largestBodyKb) * 1_024), theBody);
  const headers = readPart(route.headers, headersFor(route, event), theHeaders);
  const params = route.params?.safeParse(event.pathParameters ?? {});
  if (params && !params.success) throw nothingThere(route);
  const parts = { params: params?.data ?? {}, query, body: body ?? {}, headers };
  // The types of the parts are those of the route's own schemas, which have just parsed them.
  return { principal, requestId: event.requestContext.requestId, event, ...parts } as UserRequest<R>;
}

/** The 404 of a route: for what is not there, and for whom it is not. */
export function nothingThere({ missing }: TokenRoute): NotFoundError {
  return new NotFoundError(missing === undefined ? 'nothing here for this user' : `no such ${missing}`);
}

interface PartName {
  readonly detail: string;
  /** Says that a name is unknown. */
  readonly unknown: (known: readonly string[]) => string;
}

const theQuery: PartName = {
  detail: 'The query cannot be answered as it stands.',
  unknown: (known) => (known.length === 0 ? 'this route takes no parameters' : `unknown parameter; there are: ${known.join(', ')}`),
};
const theBody: PartName = {
  detail: 'The request cannot be answered as it stands.',
  unknown: (known) => `unknown field; there are: ${known.join(', ')}`,
};
const theHeaders: PartName = { ...theBody, detail: 'A header cannot be read.' };

function readPart(schema: z.ZodObject | undefined, value: unknown, { detail, unknown }: PartName): Readonly<Record<string, unknown>> {
  if (!schema) return {};
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.flatMap((issue): FieldFault[] => {
    if (issue.code !== 'unrecognized_keys') return [{ path: issue.path.join('.'), message: issue.message }];
    const known = fieldsAt(schema, issue.path);
    const message = known ? unknown(known) : 'unknown field';
    return issue.keys.map((name) => ({ path: [...issue.path, name].join('.'), message }));
  });
  throw new InvalidInputError(detail, faults);
}

/** Returns the names that an object within a part may have; null where what it may be depends on what it says. */
function fieldsAt(schema: z.ZodObject, path: readonly PropertyKey[]): readonly string[] | null {
  let at: unknown = schema;
  for (const step of path) {
    if (at instanceof z.ZodObject) at = unwrapped(at.shape[String(step)]);
    else if (at instanceof z.ZodArray) at = unwrapped(at.element);
    else return null;
  }
  return at instanceof z.ZodObject ? Object.keys(at.shape) : null;
}

function unwrapped(schema: unknown): unknown {
  const isWrapped = schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault;
  return isWrapped ? unwrapped(schema.unwrap()) : schema;
}

/** The headers that the contract names: the gateway hands them over in small letters. */
function headersFor({ headers }: TokenRoute, event: RequestEvent): Readonly<Record<string, string | undefined>> {
  const names = Object.keys(headers?.shape ?? {});
  return Object.fromEntries(names.map((name) => [name, event.headers?.[name.toLowerCase()]]));
}

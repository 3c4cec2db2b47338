import type { z } from 'zod';
import type { AnswerOf, Route } from '../../../../api/route.ts';

type InputOf<R extends Route, Name extends 'params' | 'query' | 'headers' | 'body'> = R extends {
  readonly [Key in Name]: infer Schema extends z.ZodType;
}
  ? z.input<Schema>
  : undefined;
type Parts<R extends Route> = { readonly [Name in 'params' | 'query' | 'headers' | 'body']: InputOf<R, Name> };
/** Names of parts that a request cannot do without. */
type Needed<P> = { [Key in keyof P]-?: undefined extends P[Key] ? never : Record<never, never> extends P[Key] ? never : Key }[keyof P];
type Given<P> = { readonly [Key in keyof P as [P[Key]] extends [undefined] ? never : Key]?: P[Key] };

/** What a request gives beside its address; what the contract needs has to be there. */
export type RequestOf<R extends Route> = Given<Parts<R>> & Required<Pick<Parts<R>, Needed<Parts<R>>>>;

/** A route as the browser calls it: two words of its contract, held to it by the compiler; nothing of the contract is in the bundle. */
export interface RouteCall<R extends Route> {
  readonly method: R['method'];
  readonly path: R['path'];
  /** Carries the type and nothing else. */
  readonly route?: R;
}

/** Names a route of the contracts: `routeCall<typeof readMeRoute>('GET', '/v1/me')`. */
export const routeCall = <R extends Route>(method: R['method'], path: R['path']): RouteCall<R> => ({ method, path });

export type { AnswerOf };

interface LooseParts {
  readonly params?: Readonly<Record<string, unknown>> | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly headers?: Readonly<Record<string, unknown>> | undefined;
  readonly body?: unknown;
}

/** Puts a request together as `fetch` takes it. @throws Error for a path whose part is missing */
export function requestOf(
  { method, path }: { readonly method: string; readonly path: string },
  { params = {}, query = {}, headers = {}, body }: LooseParts,
): { readonly url: string; readonly init: { method: string; headers: Record<string, string>; body?: string } } {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`${path} needs ${name}`);
    return encodeURIComponent(String(value));
  });
  const asked = new URLSearchParams(named(query)).toString();
  return {
    url: asked === '' ? filled : `${filled}?${asked}`,
    init: {
      method,
      headers: { ...Object.fromEntries(named(headers)), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    },
  };
}

const named = (values: Readonly<Record<string, unknown>>): [string, string][] =>
  Object.entries(values).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, String(value)]]));

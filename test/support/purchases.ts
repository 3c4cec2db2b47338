import type { Context } from 'aws-lambda';
import { createHandler } from '../../functions/change-leads/app.ts';
import { createHandler as createReader } from '../../functions/read-leads/app.ts';
import { silentLog } from '../../shared/platform/logging.ts';
import type { Table } from '../../shared/platform/table.ts';
import type { World } from './lead-world/world.ts';

/** A request as the gateway hands it over. */
export interface OrderRequest {
  readonly body?: unknown;
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly key?: string;
  readonly user?: string;
}

/** A shop that tells a world of its orders, by the routes. */
export function shopOf(world: World, table: Table = world.table) {
  const parts = { ...world.parts, table };
  const ask = async (routeKey: string, { body, path = {}, query = {}, key, user = 'admin@example.com' }: OrderRequest) => {
    const handler = routeKey.startsWith('GET') ? createReader(parts, silentLog) : createHandler(parts, silentLog);
    const answer = await handler(
      {
        routeKey,
        pathParameters: path,
        queryStringParameters: query,
        headers: key === undefined ? {} : { 'idempotency-key': key },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        requestContext: {
          requestId: 'request-1',
          authorizer: { jwt: { claims: { token_use: 'id', email: user, email_verified: 'true' } } },
        },
      },
      {} as Context,
    );
    return { status: answer.statusCode, body: JSON.parse(answer.body ?? 'null') };
  };
  return {
    ask,
    order: (body: object, more: Omit<OrderRequest, 'body'> = {}) =>
      ask('POST /v1/purchases', { ...more, body: { ...orderOfHuong, ...body } }),
    tell: (purchaseId: string, ...facts: readonly object[]) =>
      ask('PATCH /v1/purchases/{purchaseId}', { path: { purchaseId }, body: { facts } }),
  };
}

export const huong = { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', phone: '0912345678' };

/** An order of a million and a half, which nobody has paid. */
export const orderOfHuong = {
  source: 'shop-hcm',
  orderId: 'DH-1',
  buyer: huong,
  currency: 'VND',
  facts: [{ kind: 'confirmed', at: '2026-11-20T03:00:00Z', amount: 1_500_000 }],
};

/** Money that came for an order. */
export const paid = (amount: number, at = '2026-11-21T03:00:00Z') => ({ kind: 'paid', at, amount });

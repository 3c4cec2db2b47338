import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { defineRoute } from '../route.ts';

export const readOpenApiRoute = defineRoute({
  id: 'readOpenApi',
  method: 'GET',
  path: '/v1/openapi.json',
  kind: 'docs',
  access: 'public',
  throttle: 20,
});

export const readOpenApiContract = () =>
  describeRoute(readOpenApiRoute, {
    tag: 'Documentation',
    summary: 'This document',
    example: {},
    answers: { 200: json('OpenAPI 3.1', z.looseObject({ openapi: z.string() })) },
  });

import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';

export const docsRoutes: ZodOpenApiPathsObject = {
  '/v1/openapi.json': {
    get: {
      operationId: 'readOpenApi',
      tags: ['Documentation'],
      summary: 'This document',
      security: [],
      responses: {
        '200': { description: 'OpenAPI 3.1', content: { 'application/json': { schema: z.looseObject({ openapi: z.string() }) } } },
      },
    },
  },
  '/v1/docs': {
    get: {
      operationId: 'readDocs',
      tags: ['Documentation'],
      summary: 'This document as a page',
      security: [],
      responses: { '200': { description: 'A page', content: { 'text/html': { schema: z.string() } } } },
    },
  },
};
